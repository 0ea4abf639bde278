import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  NATIVE_PACKAGES,
  knownFuses,
  readPackagingConfig,
  validatePackagingConfig,
} from '../../tools/lib/packaging.mjs';
import { ROOT } from './repository.ts';

const text = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');

/** Keys below `electronFuses:` that have no comment line right above them. */
function fusesWithoutReason(yaml: string): readonly string[] {
  const section = yaml.slice(yaml.indexOf('\nelectronFuses:')).split('\n\n')[0] ?? '';
  const lines = section.split('\n');
  return lines.filter((line, index) => /^ {2}\w+: /.test(line) && !/^ {2}# \S/.test(lines[index - 1] ?? ''));
}

describe('electron-builder.yml', () => {
  it('is what electron-builder’s own schema allows', async () => {
    await expect(validatePackagingConfig(await readPackagingConfig())).resolves.toBeUndefined();
  });

  it('would be refused with a key that does not exist', async () => {
    const config = await readPackagingConfig({ hardenedRuntme: true });
    await expect(validatePackagingConfig(config)).rejects.toThrow('hardenedRuntme');
  });

  it('states every fuse, each with its reason', async () => {
    const config = await readPackagingConfig();
    expect(Object.keys(config.electronFuses).toSorted()).toEqual(knownFuses().toSorted());
    expect(fusesWithoutReason(text)).toEqual([]);
  });

  it('would be caught with a fuse that has no reason', () => {
    expect(fusesWithoutReason('\nelectronFuses:\n  # Why.\n  runAsNode: false\n  other: true\n')).toEqual([
      '  other: true',
    ]);
  });

  it('leaves nothing in the packaged app through which foreign code could run', async () => {
    const config = await readPackagingConfig();
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
    });
  });

  it('packs the packages that are not inside the build, their machine code outside the archive', async () => {
    const { files, asarUnpack } = await readPackagingConfig();
    const patterns = files.flatMap(({ filter }) => filter);
    for (const name of NATIVE_PACKAGES) {
      expect(patterns.some((pattern) => pattern.startsWith(`node_modules/${name}/`))).toBe(true);
      expect(asarUnpack).toContain(`node_modules/${name}/prebuilds/**`);
    }
    const first = patterns.findIndex((pattern) => pattern.startsWith('node_modules/'));
    expect(patterns.slice(0, first)).toContain('!node_modules/**/*');
  });

  it('asks for the microphone, on macOS in words and by entitlement', async () => {
    const { mac } = await readPackagingConfig();
    expect(mac.extendInfo['NSMicrophoneUsageDescription']).toContain('microphone');
    for (const file of [mac.entitlements, mac.entitlementsInherit]) {
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain('com.apple.security.device.audio-input');
    }
  });

  it('has installers for Windows, macOS and Linux, and takes only what main answers', async () => {
    const config = await readPackagingConfig();
    const targets = [config.win, config.mac, config.linux].map((one) =>
      one.target.map(({ target }) => target),
    );
    expect(targets).toEqual([['nsis'], ['dmg', 'zip'], ['AppImage', 'deb']]);
    const schemes = config.protocols.flatMap(({ schemes: some }) => some);
    expect(schemes).toEqual(['tel', 'sip', 'sips']);
    expect(config).not.toHaveProperty('fileAssociations');
  });
});
