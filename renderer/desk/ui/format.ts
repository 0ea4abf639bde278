/** Length of time on a clock face: 3:42, 1:02:09. Whole seconds; never negative. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Length of time in words: 8 s, 3 min 42 s, 1 h 2 min. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
/** Time of day in the agent's own way of writing it. */
export function atTime(instantMs: number): string {
  return timeOfDay.format(instantMs);
}

const together = new Intl.ListFormat('en', { type: 'conjunction' });
/** Ana; Ana and Ben; Ana, Ben and Cy. */
export function listed(names: readonly string[]): string {
  return together.format(names);
}

/** Who sees to a red flag. */
export function areOnIt(names: readonly string[]): string {
  return `${listed(names)} ${names.length === 1 ? 'is' : 'are'} on it`;
}

/** Host of a server's address for people; the address itself when it is not one. */
export function serverName(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
