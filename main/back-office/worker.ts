import { parentPort, workerData } from 'node:worker_threads';
import { readCast } from '#shared/practice/cast.ts';
import { createQueue } from '../callbacks/queue.ts';
import { systemClock } from '../clock.ts';
import { accountRecords } from './account-records.ts';
import type { MainDuties } from './duties.ts';
import { exchange, type Port } from './exchange.ts';
import { readNumberZones } from './number-zones.ts';
import { createOffice } from './office.ts';
import { openPractice } from './practice-records.ts';
import { PRACTICE_RULES } from './practice-rules.ts';
import { queueMaker } from './queue-maker.ts';
import { reportLine } from './report-line.ts';
import type { OfficeStart } from './start.ts';

/** Composition root of the back office's thread: it puts the parts together and decides nothing. */
if (!parentPort) throw new Error('the back office runs in a thread of its own');
const { folder, deviceSecret, zonesFile } = workerData as OfficeStart;
const cast = readCast(import.meta.glob('../../assets/practice/*.json', { eager: true, import: 'default' }));
const main = {} as { ask: ReturnType<typeof toMain>['ask'] };
const makeQueue = queueMaker({
  clock: systemClock,
  zonesOf: await readNumberZones(zonesFile),
  createQueue,
  report: (report) => void main.ask.log(reportLine(report)),
});
const accounts = accountRecords({
  folder,
  deviceSecret: deviceSecret.bytes,
  clock: systemClock,
  makeQueue,
  proxyFor: (url) => main.ask.proxyFor(url),
});
const office = createOffice({
  look: accounts.look,
  erase: accounts.erase,
  changePin: accounts.changePin,
  open: (opening) =>
    opening.kind === 'practice'
      ? Promise.resolve(
          openPractice({ makeQueue, patients: cast.patients, clock: systemClock, ...PRACTICE_RULES }),
        )
      : accounts.open(opening),
  tellQueue: (queue) => void main.ask.queue(queue),
  tellBook: (news) => void main.ask.scriptBook(news),
  tellCallsChanged: () => void main.ask.callsChanged(null),
  tellSignal: (heard) => void main.ask.signal(heard),
  tellSignalLink: (link) => void main.ask.signalLink(link),
  tellCrisis: (state) => void main.ask.crisis(state),
});
main.ask = toMain(parentPort).ask;

function toMain(port: Port) {
  return exchange<typeof office, MainDuties>(port, office, (error) => void main.ask.bug(asError(error)));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('something else was thrown');
}
