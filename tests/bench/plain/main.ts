import { jssip } from './jssip.ts';
import type { PlainConfig, PlainPhone } from './phone.ts';
import { simpleUser } from './simple-user.ts';

declare global {
  interface Window {
    startPhone(config: PlainConfig): Promise<PlainPhone>;
    phone: PlainPhone;
  }
}

window.startPhone = async (config) => {
  window.phone = await (config.library === 'jssip' ? jssip(config) : simpleUser(config));
  return window.phone;
};
