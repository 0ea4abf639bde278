import type { LogMessage } from '../../main/hub/hub.ts';
import { NatsHub } from '../../main/hub/nats-hub.ts';
import type { LoggedEvent } from '#shared/callback/event.ts';
import type { TestHub } from './nats.ts';

/** The whole log of a hub as the server has it now, opened and with every signature checked. Throws at a hole. */
export async function readLog(hub: TestHub, agent: string): Promise<LoggedEvent[]> {
  const desk = new NatsHub({
    access: hub.access(agent),
    proxyFor: () => Promise.resolve(null),
    rosterKept: { get: () => null, set: () => undefined },
  });
  const opened = await desk.open();
  if (!opened.ok) throw new Error(`the log cannot be read: ${JSON.stringify(opened.error)}`);
  const session = opened.value;
  const { lastSeq } = session.bounds;
  const messages: LogMessage[] = [];
  await new Promise<void>((done, fail) => {
    void session.closed.then((why) => fail(new Error(`the session ended: ${JSON.stringify(why)}`)));
    session.follow(1, (batch) => {
      messages.push(...batch);
      if ((messages.at(-1)?.seq ?? 0) >= lastSeq) done();
    });
    if (lastSeq === 0) done();
  });
  const events: LoggedEvent[] = [];
  for (const message of messages) {
    const { seq, callbackId, author, hubMs } = message;
    if (seq !== events.length + 1) throw new Error(`the log has ${seq} after ${events.length}`);
    const read = desk.codec.open(message);
    if (read.kind !== 'event' || !(await desk.codec.verify(message)))
      throw new Error(`${seq} does not count`);
    events.push({ seq, callbackId, author, hubMs, event: read.event });
  }
  await session.close();
  return events;
}
