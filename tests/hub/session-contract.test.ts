import { hubContract } from './hub-contract.ts';
import { startTestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

hubContract('the hub on NATS', async () => {
  const hub = await startTestHub({ agents: ['ana', 'ben'] });
  return {
    hub: natsHub(hub.access('ana')),
    author: 'ana',
    colleague: { hub: natsHub(hub.access('ben')), author: 'ben' },
    dispose: () => hub.stop(),
  };
});
