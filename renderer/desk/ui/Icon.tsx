import type { JSX } from 'react';

/** Drawings on a 24 by 24 grid, line only; each is decoration beside its words, so none has a name of its own. */
const DRAWINGS = {
  phone: (
    <path d="M6.6 3.5h2.2a1 1 0 0 1 1 .8l.6 3a1 1 0 0 1-.3.9L8.4 9.9a12.5 12.5 0 0 0 5.7 5.7l1.7-1.7a1 1 0 0 1 .9-.3l3 .6a1 1 0 0 1 .8 1v2.2a2.1 2.1 0 0 1-2.3 2.1A16 16 0 0 1 4.5 5.8a2.1 2.1 0 0 1 2.1-2.3Z" />
  ),
  hangUp: (
    <path d="M3.2 13.8c-.6-.7-.5-1.7.1-2.3a12.7 12.7 0 0 1 17.4 0c.6.6.7 1.6.1 2.3l-1.1 1.3c-.5.6-1.4.7-2 .3l-2-1.3a1.5 1.5 0 0 1-.7-1.3v-1.4a9.8 9.8 0 0 0-6 0v1.4c0 .5-.3 1-.7 1.3l-2 1.3c-.6.4-1.5.3-2-.3l-1.1-1.3Z" />
  ),
  microphone: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  ),
  microphoneOff: (
    <>
      <path d="M15 10.5V6a3 3 0 0 0-5.7-1.3M9 9v2a3 3 0 0 0 4.6 2.5M5.5 11.5a6.5 6.5 0 0 0 10.4 5.2M18.3 13.2c.1-.6.2-1.1.2-1.7M12 18v3" />
      <path d="m4 4 16 16" />
    </>
  ),
  pause: <path d="M8.5 5.5v13M15.5 5.5v13" />,
  play: <path d="M8 5.5v13l10.5-6.5L8 5.5Z" />,
  keypad: (
    <g fill="currentColor" stroke="none">
      <circle cx="6" cy="5" r="1.6" />
      <circle cx="12" cy="5" r="1.6" />
      <circle cx="18" cy="5" r="1.6" />
      <circle cx="6" cy="11" r="1.6" />
      <circle cx="12" cy="11" r="1.6" />
      <circle cx="18" cy="11" r="1.6" />
      <circle cx="6" cy="17" r="1.6" />
      <circle cx="12" cy="17" r="1.6" />
      <circle cx="18" cy="17" r="1.6" />
    </g>
  ),
  transfer: <path d="M4 8.5h14.5M14.5 4.5l4 4-4 4M20 15.5H5.5M9.5 11.5l-4 4 4 4" />,
  add: <path d="M12 5v14M5 12h14" />,
  merge: <path d="M6 4v3.5A6.5 6.5 0 0 0 12 14a6.5 6.5 0 0 0 6-6.5V4M12 14v6.5M8.8 17.5l3.2 3.2 3.2-3.2" />,
  split: (
    <path d="M12 20.5V14m0 0a6.5 6.5 0 0 0-6-6.5V4M12 14a6.5 6.5 0 0 1 6-6.5V4M3.5 6.5 6 4l2.5 2.5M15.5 6.5 18 4l2.5 2.5" />
  ),
  history: (
    <>
      <path d="M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 8.8" />
      <path d="M4.5 4.5v4.3h4.3M12 8v4.3l2.8 1.7" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h9M18 7h2M4 17h2M11 17h9" />
      <circle cx="15.5" cy="7" r="2.3" />
      <circle cx="8.5" cy="17" r="2.3" />
    </>
  ),
  scripts: (
    <>
      <path d="M6 3.5h8.5L19 8v12.5H6V3.5Z" />
      <path d="M14 3.5V8.5h5M9 12.5h7M9 16h4.5" />
    </>
  ),
  practice: (
    <>
      <path d="M4 5.5h11v7.5H9l-3.5 3v-3H4V5.5Z" />
      <path d="M18 9.5h2.5v7.5H19v3l-3.5-3H11" />
    </>
  ),
  leave: <path d="M14 4.5H6.5v15H14M10.5 12H20M16.5 8.5 20 12l-3.5 3.5" />,
  voicemail: (
    <>
      <circle cx="7" cy="12" r="3.5" />
      <circle cx="17" cy="12" r="3.5" />
      <path d="M7 15.5h10" />
    </>
  ),
  headset: (
    <path d="M4.5 15v-3a7.5 7.5 0 0 1 15 0v3M4.5 13.5h2.8v5.5H6a1.5 1.5 0 0 1-1.5-1.5v-4ZM19.5 13.5h-2.8v5.5H18a1.5 1.5 0 0 0 1.5-1.5v-4ZM18 19c0 1.2-1.5 2-4 2" />
  ),
  speaker: <path d="M4.5 9.5v5H8l4.5 4v-13L8 9.5H4.5ZM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a7.8 7.8 0 0 1 0 11" />,
  bell: (
    <path d="M6.5 10.5a5.5 5.5 0 0 1 11 0c0 4.5 2 5.5 2 6.5h-15c0-1 2-2 2-6.5ZM10 20a2.2 2.2 0 0 0 4 0" />
  ),
  incoming: <path d="M18.5 5.5 6 18M6 9v9h9" />,
  outgoing: <path d="M5.5 18.5 18 6M9 6h9v9" />,
  missed: <path d="m4 7 8 7.5L20 7M4 7v5.5M4 7h5.5" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  cup: (
    <path d="M5 9h11.5v5.5a4.5 4.5 0 0 1-4.5 4.5H9.5A4.5 4.5 0 0 1 5 14.5V9ZM16.5 10.5H18a2.3 2.3 0 0 1 0 4.6h-1.7M8.5 3.5v2.5M12.5 3.5v2.5" />
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  file: <path d="M7 3.5h6.5L18 8v12.5H7V3.5ZM13.5 3.5V8H18" />,
  erase: <path d="M9 6h11.5v12H9l-5.5-6L9 6ZM12 9.5l5 5M17 9.5l-5 5" />,
  attention: (
    <>
      <path d="M12 4 2.8 19.5h18.4L12 4Z" />
      <path d="M12 10v4.5M12 17v.1" />
    </>
  ),
  down: <path d="m6.5 9.5 5.5 5.5 5.5-5.5" />,
  person: (
    <>
      <circle cx="12" cy="8.5" r="3.8" />
      <path d="M4.5 20c.6-4 3.7-6 7.5-6s6.9 2 7.5 6" />
    </>
  ),
  again: (
    <path d="M5 12a7 7 0 0 1 12.3-4.6L19.5 9.5M19.5 4.5v5h-5M19 12a7 7 0 0 1-12.3 4.6L4.5 14.5M4.5 19.5v-5h5" />
  ),
  callbacks: (
    <>
      <path d="M20 12a8 8 0 1 1-2.6-5.9M20 4v4.2h-4.2" />
      <path d="M12 8v4.3l2.8 1.7" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  noCall: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="m6.5 6.5 11 11" />
    </>
  ),
  wrong: (
    <>
      <path d="M4 12h9M9.5 7.5 14 12l-4.5 4.5" />
      <path d="m16.5 9 4 6M20.5 9l-4 6" />
    </>
  ),
  team: (
    <>
      <circle cx="9" cy="8.5" r="3.3" />
      <path d="M2.8 19c.5-3.4 3-5 6.2-5s5.7 1.6 6.2 5M15.5 5.6a3.3 3.3 0 0 1 0 5.8M17.8 14.6c2 .7 3.1 2.2 3.4 4.4" />
    </>
  ),
} as const satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof DRAWINGS;

/** A line drawing in the colour of the text. `size` is in rem, so it grows with the text. */
export function Icon({ name, size = 1.25 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 24 24"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
