/** electron-builder's configuration: read and checked the way electron-builder itself does it. */
import { createRequire } from 'node:module';
import { inRoot } from './paths.mjs';

export { NATIVE_PACKAGES } from './build-targets.mjs';

const CONFIG_FILE = inRoot('electron-builder.yml');

/** Modules of electron-builder that it does not export: its own reader and its own schema check. */
function insides() {
  // app-builder-lib is electron-builder's, not ours, so it is looked up from there.
  const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
  const { getConfig, validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config');
  const schema = fromBuilder('app-builder-lib/scheme.json');
  return { getConfig, validateConfiguration, schema };
}

/**
 * Reads electron-builder.yml.
 * @param {Record<string, unknown>} [overrides]
 * @returns {Promise<Record<string, any>>}
 */
export function readPackagingConfig(overrides) {
  return insides().getConfig(inRoot(), CONFIG_FILE, overrides ?? null);
}

/**
 * Checks a configuration against electron-builder's schema.
 * @param {Record<string, unknown>} config
 * @returns {Promise<void>} rejects with every mistake in its message
 */
export function validatePackagingConfig(config) {
  return insides().validateConfiguration(config, { isEnabled: false, add: () => {} });
}

/** Every fuse that electron-builder knows, by its name in the configuration. @returns {string[]} */
export function knownFuses() {
  const { FuseOptionsV1 } = insides().schema.definitions;
  // Not a fuse of Electron's but a step of signing.
  return Object.keys(FuseOptionsV1.properties).filter((name) => name !== 'resetAdHocDarwinSignature');
}
