import { channel, SIGN_IN_COMMANDS } from '#shared/contract/names.ts';
import { asks, expose, hears } from './bridge.ts';

expose({ ...asks('sign-in', SIGN_IN_COMMANDS), onSignInState: hears(channel('sign-in', 'signInState')) });
