import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from '#shared/contract/schema.ts';
import { profileSchema } from '#shared/profile/profile.ts';
import { readProfile } from '#shared/profile/read-profile.ts';

const folder = resolve('docs', 'profiles');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const profiles = readdirSync(folder).filter((name) => name.endsWith('.hearthline.json'));

describe('docs/profiles', () => {
  it('has the schema that the app reads profiles by (`npx vitest run main/profile-docs -u` writes it)', async () => {
    const schema = z.toJSONSchema(profileSchema, { io: 'input' });
    const titled = { title: 'Hearthline profile', ...schema };
    const text = await format(JSON.stringify(titled), { parser: 'json', printWidth: 110 });
    await expect(text).toMatchFileSnapshot(join(folder, 'profile.schema.json'));
  });

  it('has a profile for each server that the guides are about', () => {
    expect(profiles.sort()).toEqual([
      'asterisk.hearthline.json',
      'freepbx.hearthline.json',
      'freeswitch.hearthline.json',
      'kamailio.hearthline.json',
    ]);
  });

  it.each(profiles)('%s has no mistakes, and names the schema for editors', (name: string) => {
    const result = readProfile(read(name));
    expect(result.ok ? [] : result.error).toEqual([]);
    expect(JSON.parse(read(name))).toMatchObject({ $schema: './profile.schema.json' });
    expect(() => read(name.replace('.hearthline.json', '.md'))).not.toThrow();
  });
});
