/**
 * Who sounds like what. Each party in a test speaks one tone of its own, so that "who hears whom" can be measured.
 * No tone is a harmonic of another, and none is a note of the scale.
 */
export const PARTY_HZ = {
  /** Desk 1001. */
  agent: 600,
  /** Desk 1002. */
  secondDesk: 900,
  /** Desk 1003. */
  lead: 1500,
  /** Desk 1004. */
  fourthDesk: 1130,
  patient: 2400,
  secondPatient: 2650,
  thirdPatient: 2150,
  /** A classic phone, 2001. */
  phone: 3050,
  /** What the PBX itself plays. */
  holdMusic: 350,
  milliwatt: 1004,
  earlyMedia: 1270,
} as const;

export type Party = keyof typeof PARTY_HZ;

/** Which party a heard tone belongs to. */
export function partyOf(hz: number): Party | undefined {
  return Object.keys(PARTY_HZ)
    .filter(isParty)
    .find((party) => PARTY_HZ[party] === hz);
}

function isParty(name: string): name is Party {
  return Object.hasOwn(PARTY_HZ, name);
}
