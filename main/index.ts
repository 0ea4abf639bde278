import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, ipcMain, Menu, powerMonitor, shell as system, utilityProcess } from 'electron';
import { BackOffice } from './back-office/back-office.ts';
import { systemClock } from './clock.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { OFFICE_MEMORY, type OfficeStart } from './back-office/start.ts';
import { loadPracticeCast } from './practice/cast.ts';
import { keptDebriefs } from './practice/kept-debriefs.ts';
import { readDeviceSecret } from './records/device-secret.ts';
import { builtInScripts } from './scripts/built-in.ts';
import { builtInText } from './scripts/built-in-texts.ts';
import { readOwnScripts, type OwnScripts } from './scripts/own-scripts.ts';
import { ScriptShelf } from './scripts/shelf.ts';
import { Shell, type ShellDeps } from './shell.ts';
import { handedNumbers, type HandedNumbers } from './system/handed-numbers.ts';
import { openLogFile, type LogFile } from './system/log-file.ts';
import { createLog, type Log } from './system/log.ts';
import { osSecrets } from './system/os-secrets.ts';
import { proxyFor } from './system/proxy.ts';
import { say } from './system/say.ts';
import { examineServers } from './system/server-doctor.ts';
import { electronStore } from './system/settings-electron.ts';
import { openSettings, type SettingsStore } from './system/settings.ts';
import { registerAppScheme, serveAppScheme } from './windows/app-protocol.ts';
import { DeskWindow } from './windows/desk-window.ts';
import { LineWindow } from './windows/line-window.ts';
import { lockNavigation } from './windows/navigation-lock.ts';
import { identify } from './windows/pages.ts';
import { setPermissions } from './windows/permissions.ts';
import { viewsOf } from './windows/views.ts';

/** How long the app waits for calls to end and the registration to go when it quits. */
const LEAVING_LIMIT_MS = 2000;
const OUT = dirname(import.meta.dirname);
const FOLDERS = { pages: join(OUT, 'renderer'), preloads: join(OUT, 'preload') };

const commandLine = readCommandLine(process.argv);
applyCommandLine(commandLine);
if (app.requestSingleInstanceLock()) {
  lockDown();
  const numbers = handedNumbers(app, process.argv);
  // Not awaited here: Electron becomes ready only after this module has been evaluated.
  app
    .whenReady()
    .then(() => run(commandLine, numbers))
    .catch(startFailed);
} else {
  say('already running with this user-data folder');
  app.quit();
}

/** Phase 1: folders and DevTools, before anything of Electron starts. */
function applyCommandLine({ userDataPath, cdpPort }: CommandLine): void {
  if (userDataPath !== null) {
    // setPath refuses a folder that is not there yet.
    mkdirSync(userDataPath, { recursive: true });
    app.setPath('userData', userDataPath);
    app.setPath('sessionData', userDataPath);
  }
  // Chromium would open the port by itself; only an unpackaged app may, and only towards this computer.
  app.commandLine.removeSwitch('remote-debugging-port');
  app.commandLine.removeSwitch('remote-debugging-pipe');
  if (cdpPort === null || app.isPackaged) return;
  app.commandLine.appendSwitch('remote-debugging-port', String(cdpPort));
  app.commandLine.appendSwitch('remote-debugging-address', '127.0.0.1');
}

/** Phase 2: what must be set before the app is ready, and holds for every window. */
function lockDown(): void {
  // The practice line's two ends meet on this computer, also where it has no network at all.
  app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
  // A PBX cannot resolve the made-up .local names behind which Chromium hides addresses from web pages.
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');
  // Every renderer is sandboxed, whatever a window's own settings say.
  app.enableSandbox();
  registerAppScheme();
}

/** Phase 3: the log, and the rules that hold for every page, before there is one. */
async function run(options: CommandLine, numbers: HandedNumbers): Promise<void> {
  const userData = app.getPath('userData');
  const logFile = openLogFile(join(userData, 'logs'), (error) => process.emitWarning(String(error)));
  const log = createLog(
    (line) => logFile.append(line),
    () => systemClock.now(),
  );
  logBugs(log);
  log.write('started');
  lockNavigation(log);
  setPermissions();
  serveAppScheme(FOLDERS.pages);
  // Without a menu there are no hidden keys for reloading or DevTools; macOS needs one for copy and paste.
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(isMac ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null);
  await openApp(options, { userData, log, logFile, numbers });
}

function logBugs(log: Log): void {
  process.on('uncaughtExceptionMonitor', (error) => log.bug(error));
  // Electron only warns of a promise that fails unheard; it is a bug like any other.
  process.on('unhandledRejection', (reason) => {
    throw reason instanceof Error ? reason : new Error('a promise failed without an error');
  });
  // Electron's own box shows the error's words, whoever they are about, and stops main until somebody closes it: with
  // a call up, nobody could hang up or answer.
  if (app.isPackaged) process.on('uncaughtException', () => undefined);
}

/** What there is before there is a window. */
interface Ready {
  readonly userData: string;
  readonly log: Log;
  readonly logFile: LogFile;
  readonly numbers: HandedNumbers;
}

/** Phases 4 to 6: settings, then the line window, then what people see. */
async function openApp(
  { headless, milestones, practice, profilePath }: CommandLine,
  { userData, log, logFile, numbers }: Ready,
): Promise<void> {
  const settings = settingsIn(userData, log);
  const common = { preloadFolder: FOLDERS.preloads, settings, log, headless, clock: systemClock };
  const office = openBackOffice(userData, log);
  const lineWindow = new LineWindow({ ...common, onGone: () => shell.lineGone() });
  const deskWindow: DeskWindow = new DeskWindow({
    ...common,
    hasCalls: () => shell.hasCalls(),
    onGone: () => shell.deskGone(),
    onClosed: () => app.quit(),
  });
  const shell = new Shell({
    clock: systemClock,
    log,
    settings,
    ipc: ipcMain,
    identify,
    views: viewsOf(deskWindow, lineWindow),
    ...practiceIn(userData),
    scripts: new ScriptShelf(builtInScripts()),
    readOwnScripts: (ofTeam) => ownScripts(userData, ofTeam),
    builtInText,
    openPage: (url) => void system.openExternal(url),
    office: office.office,
    keepsSecrets: () => office.start.deviceSecret.isKept,
    examine: examineServers,
    onMilestone: ({ name, atMs }) => milestones && say(`milestone ${name} ${atMs}`),
    onUsable: (page) => say(`ready ${page}`),
  });
  quitWith({
    // On a Mac the app can be quit beside its window, with one key: a call is no more ended by that than by closing.
    mayQuit: () => process.platform !== 'darwin' || !shell.hasCalls(),
    refused: () => deskWindow.focus(),
    leave: async () => {
      log.write('quitting');
      await shell.leave(LEAVING_LIMIT_MS);
      deskWindow.close();
      lineWindow.close();
      await office.office.close();
      await logFile.flush();
    },
  });
  followSystem(shell, deskWindow, numbers);
  lineWindow.open();
  await shell.start({ practice, profilePath });
}

function settingsIn(userData: string, log: Log): SettingsStore {
  return openSettings(userData, electronStore, {
    onSetAside: () => log.write('settings-set-aside'),
    onUnsaved: (error) => log.bug(error),
  });
}

/** What the computer and other programs tell. */
function followSystem(
  shell: { woke(): void; offerNumber(text: string): void },
  deskWindow: DeskWindow,
  numbers: HandedNumbers,
): void {
  powerMonitor.on('resume', () => shell.woke());
  app.on('second-instance', () => deskWindow.focus());
  app.on('window-all-closed', () => app.quit());
  numbers.follow((url) => {
    deskWindow.focus();
    shell.offerNumber(url);
  });
}

/** Who can be practised with, and where a debrief lies that somebody keeps. */
function practiceIn(userData: string): Pick<ShellDeps<unknown>, 'practice' | 'keptDebriefs'> {
  return { practice: loadPracticeCast(), keptDebriefs: keptDebriefs(join(userData, 'practice')) };
}

/** The thread itself starts with the first question. */
function openBackOffice(userData: string, log: Log): { office: BackOffice; start: OfficeStart } {
  const start: OfficeStart = {
    folder: join(userData, 'records'),
    zonesFile: join(import.meta.dirname, 'number-zones.bson'),
    deviceSecret: readDeviceSecret(join(userData, 'device-secret'), osSecrets()),
  };
  const program = join(import.meta.dirname, 'back-office.js');
  const office = new BackOffice({
    start: () => new Worker(program, { workerData: start, resourceLimits: OFFICE_MEMORY }),
    log,
    proxyFor,
  });
  return { office, start };
}

/** This computer's own scripts, and in their place those of the team's folder. */
function ownScripts(userData: string, ofTeam: string | null): Promise<OwnScripts> {
  const program = join(import.meta.dirname, 'script-reader.js');
  const folders = [join(userData, 'scripts'), ...(ofTeam === null ? [] : [ofTeam])];
  const serviceName = 'Hearthline script reader';
  return readOwnScripts(folders, () => utilityProcess.fork(program, folders, { serviceName }));
}

function startFailed(error: unknown): void {
  console.error(error);
  app.exit(1);
}

/** Quitting waits once for what has to be left in order, then goes. */
function quitWith(how: { mayQuit: () => boolean; refused: () => void; leave: () => Promise<void> }): void {
  let state: 'running' | 'leaving' | 'left' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'left') return;
    event.preventDefault();
    if (state === 'leaving') return;
    if (!how.mayQuit()) return how.refused();
    state = 'leaving';
    void how.leave().finally(() => {
      state = 'left';
      app.quit();
    });
  });
}
