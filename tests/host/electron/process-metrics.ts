import { readdirSync, readFileSync } from 'node:fs';

interface ProcessMetric {
  readonly pid: number;
  readonly type: 'Browser' | 'Tab' | 'Utility' | 'Zygote' | 'GPU' | 'Unknown';
  readonly name?: string;
  readonly serviceName?: string;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  readonly cpu: { percentCPUUsage: number; idleWakeupsPerSecond: number; cumulativeCPUUsage: number };
  /** Kilobytes. */
  readonly memory: { workingSetSize: number; peakWorkingSetSize: number };
}

/** Linux's USER_HZ, the unit of times in /proc/PID/stat; 100 on every architecture that Chromium runs on. */
const TICKS_PER_SECOND = 100;

const TYPES: Readonly<Record<string, ProcessMetric['type']>> = {
  renderer: 'Tab',
  'gpu-process': 'GPU',
  utility: 'Utility',
  zygote: 'Zygote',
};

/** CPU seconds and the moment at the last question, by pid. */
const lastSeen = new Map<number, { cpuSeconds: number; atMs: number }>();

/**
 * What Electron's getAppMetrics says of the app's processes, read from /proc. Electron's main process is Node and
 * Chromium's browser process in one; here they are two, and the second is the Utility named "Chromium browser".
 */
export function processMetrics(): ProcessMetric[] {
  const bootMs = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0) * 1000;
  return familyOf(process.pid).flatMap((pid) => metricOf(pid, bootMs) ?? []);
}

function familyOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? statOf(Number(entry))?.parent : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const withChildren = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(withChildren)];
  return withChildren(root);
}

/** Null when the process has ended meanwhile. */
function statOf(pid: number): { parent: number; cpuSeconds: number; startSeconds: number } | null {
  const text = readProc(pid, 'stat');
  // The name in parentheses may hold anything; the fields after it are numbers (proc(5)).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return null;
  const field = (number: number): number => Number(fields[number - 3]);
  const cpuSeconds = (field(14) + field(15)) / TICKS_PER_SECOND;
  return { parent: field(4), cpuSeconds, startSeconds: field(22) / TICKS_PER_SECOND };
}

function metricOf(pid: number, bootMs: number): ProcessMetric | null {
  const stat = statOf(pid);
  const status = readProc(pid, 'status');
  const commandLine = readProc(pid, 'cmdline');
  if (stat === null || status === null || commandLine === null) return null;
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  const nowMs = Date.now();
  const before = lastSeen.get(pid);
  lastSeen.set(pid, { cpuSeconds: stat.cpuSeconds, atMs: nowMs });
  const sinceMs = before === undefined ? 0 : nowMs - before.atMs;
  const used = before === undefined || sinceMs === 0 ? 0 : (stat.cpuSeconds - before.cpuSeconds) * 1000;
  return {
    pid,
    ...kindOf(pid, commandLine),
    creationTime: bootMs + stat.startSeconds * 1000,
    cpu: {
      percentCPUUsage: used === 0 ? 0 : (used / sinceMs) * 100,
      idleWakeupsPerSecond: 0,
      cumulativeCPUUsage: stat.cpuSeconds,
    },
    memory: { workingSetSize: kilobytes('VmRSS'), peakWorkingSetSize: kilobytes('VmHWM') },
  };
}

function kindOf(pid: number, commandLine: string): Pick<ProcessMetric, 'type' | 'name' | 'serviceName'> {
  if (pid === process.pid) return { type: 'Browser' };
  const argument = (name: string): string | undefined =>
    new RegExp(`--${name}=([^\\0 ]+)`).exec(commandLine)?.[1];
  const type = argument('type');
  if (type === undefined)
    return { type: 'Utility', name: 'Chromium browser', serviceName: 'tests.host.Chromium' };
  const serviceName = argument('utility-sub-type');
  return { type: TYPES[type] ?? 'Unknown', ...(serviceName && { name: serviceName, serviceName }) };
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended between being listed and being read.
    return null;
  }
}
