/** What the practice place says. */
export const words = {
  title: 'Practice',
  intro:
    'Invented patients with recorded voices. They call you, wait until you have spoken, and hang up if nobody speaks. Nothing is recorded and nothing leaves this desk.',
  start: 'Let them call',
  onlyWithoutServer:
    'Practice has a line of its own. Sign out, then choose “Practise without a phone system”.',
  none: 'No patients on this line',
} as const;
