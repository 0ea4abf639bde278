/** `npm run hub -- init|start|add-agent|remove-agent|check|…`: the team's hub. `npm run hub -- --help` lists it all. */
import { onProjectNode } from './lib/node-24.mjs';
import { command } from './lib/say.mjs';

await command(() =>
  onProjectNode(import.meta.url, async () => {
    const { hubCommand } = await import('./hub/command.ts');
    return hubCommand(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  }),
);
