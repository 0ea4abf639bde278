/** `npm start`: everything from a fresh clone to a running Hearthline. `npm start -- --help` lists the options. */
import { ensureBuilt } from './lib/build.mjs';
import { hasDisplay, launch, prepareHost } from './lib/host.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { command, complain, say, seconds } from './lib/say.mjs';
import { HELP, parseStartOptions } from './lib/start-options.mjs';

const READY_LINE = /^hearthline: ready (sign-in|desk)$/;

await command(async () => {
  const options = parseStartOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    say(HELP);
    return 0;
  }
  return onProjectNode(import.meta.url, () => start(options));
});

/** @param {import('./lib/start-options.mjs').StartOptions} options */
async function start(options) {
  if (!options.headless && !hasDisplay()) {
    say('There is no display here: running headless');
    options.headless = true;
  }
  const host = await prepareHost(options.host, options.headless);
  await ensureBuilt();
  const startedAt = Date.now();
  let isReady = false;
  const app = await launch(host, options, (line, stream) => {
    if (READY_LINE.test(line)) {
      if (!isReady) say(`Hearthline is ready (${seconds(Date.now() - startedAt)})`);
      isReady = true;
    } else if (stream === 'out') say(line);
    else complain(line);
  });
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    app.stop();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  const code = await app.ended;
  if (interrupted) return 0;
  if (!isReady) complain('Hearthline ended before it was ready');
  return code === 0 && !isReady ? 1 : code;
}
