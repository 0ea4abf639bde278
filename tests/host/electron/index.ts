/** The `electron` module as the app's main process imports it. */
import * as electron from './modules.ts';

export * from './modules.ts';
export {
  // oxlint-disable-next-line import/no-default-export -- Electron's module has one, and apps import it.
  electron as default,
  // What `require('electron')` returns.
  electron as 'module.exports',
};
