import type { LineAccount } from '../contract/line.ts';
import type { Profile } from './profile.ts';

/** The user name for authorization of an extension in this team. */
export function authorizationUserOf(profile: Profile, extension: string): string {
  return profile.sip.authorizationUser.replaceAll('{extension}', () => extension);
}

/** The name shown for an extension: a colleague's of the profile, or the extension itself. */
export function displayNameOf(profile: Profile, extension: string): string {
  return profile.colleagues.find((colleague) => colleague.extension === extension)?.name ?? extension;
}

/** What the line window needs to know to sign an agent in. */
export function lineAccountOf(profile: Profile, extension: string): LineAccount {
  const { sip } = profile;
  return {
    domain: sip.domain,
    extension,
    authorizationUser: authorizationUserOf(profile, extension),
    displayName: displayNameOf(profile, extension),
    servers: sip.servers.map(({ url, trustAutoAnswer }) => ({ url, mayAutoAnswer: trustAutoAnswer })),
    registrationExpirySec: sip.registrationExpirySec,
    iceServers: sip.ice.servers,
    gatheringBudgetMs: sip.ice.gatheringBudgetMs,
    dtmf: sip.dtmf,
    watch: profile.colleagues.map((colleague) => colleague.extension).filter((other) => other !== extension),
    maxCalls: sip.maxCalls,
  };
}
