/**
 * What an agent without a hub is called in their own log: their extension, as a name of the hub may be. Alone at the
 * desk they also decide what a lead would.
 */
export function soloAgentName(extension: string): string {
  const plain = extension
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 27);
  return `lead-${plain === '' ? 'desk' : plain}`;
}
