import { expect, it } from 'vitest';
import { ok, type Result } from '../../../shared/result.ts';
import { NewestAnswer } from './newest.ts';

function scripted() {
  const waiting: { question: string; answer: (value: string) => void }[] = [];
  const told: [string, Result<string>][] = [];
  const newest = new NewestAnswer<string, string>(
    (question) => new Promise((resolve) => waiting.push({ question, answer: (value) => resolve(ok(value)) })),
    (question, answer) => told.push([question, answer]),
  );
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { newest, waiting, told, settled };
}

it('never tells the answer to an older question', async () => {
  const { newest, waiting, told, settled } = scripted();
  newest.ask('a');
  newest.ask('b');
  waiting[1]?.answer('B');
  waiting[0]?.answer('A');
  await settled();
  expect(told).toEqual([['b', ok('B')]]);
});

it('asks the same again once, when the answer under way is here', async () => {
  const { newest, waiting, told, settled } = scripted();
  newest.ask('a');
  for (let change = 0; change < 9; change += 1) newest.again();
  expect(waiting).toHaveLength(1);
  waiting[0]?.answer('old');
  await settled();
  expect(waiting).toHaveLength(2);
  waiting[1]?.answer('new');
  await settled();
  expect(told.map(([, answer]) => answer)).toEqual([ok('old'), ok('new')]);
});

it('tells nothing once nobody wants it', async () => {
  const { newest, waiting, told, settled } = scripted();
  newest.again();
  newest.ask('a');
  newest.stop();
  waiting[0]?.answer('A');
  await settled();
  newest.again();
  expect(told).toEqual([]);
  expect(waiting).toHaveLength(1);
});
