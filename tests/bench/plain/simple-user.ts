import { Web } from 'sip.js';
import { page, type PlainConfig, type PlainPhone } from './phone.ts';

/** SIP.js's own SimpleUser, as its documentation shows it, with nothing tuned. */
export async function simpleUser(config: PlainConfig): Promise<PlainPhone> {
  const { audio, ringing, quiet } = page();
  let isBusy = false;
  const user = new Web.SimpleUser(config.server, {
    aor: `sip:${config.extension}@${config.domain}`,
    media: { remote: { audio } },
    userAgentOptions: {
      authorizationUsername: config.extension,
      authorizationPassword: config.password,
      logLevel: 'error',
      sessionDescriptionHandlerFactoryOptions: {
        peerConnectionConfiguration: { iceServers: config.stun ? [{ urls: config.stun }] : [] },
      },
    },
    delegate: {
      onCallCreated: () => {
        isBusy = true;
      },
      onCallReceived: () => ringing(() => void user.answer()),
      onCallAnswered: quiet,
      onCallHangup: () => {
        isBusy = false;
        quiet();
      },
    },
  });
  await user.connect();
  return {
    register: () => user.register(),
    dial: (extension) => user.call(`sip:${extension}@${config.domain}`),
    hangUp: () => user.hangup(),
    isBusy: () => isBusy,
  };
}
