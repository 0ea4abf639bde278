import { dirname, join } from 'node:path';
import { AUTHORITY, NODE_CERTIFICATE } from './certificates.ts';
import { MAX_TEAM_BYTES } from '../../main/hub/layout.ts';
import {
  ADMIN_NAME,
  ADMIN_RIGHTS,
  type Rights,
  rightsOf,
  type Service,
  services,
  SYSTEM_NAME,
  SYSTEM_RIGHTS,
} from './rights.ts';
import type { HubNode, TeamFolder } from './team.ts';

/** What the configuration needs besides the team file. */
export interface ConfigSecrets {
  /** Which node may join the cluster. */
  readonly clusterPassword: string;
  /** The roster that this configuration follows from. */
  readonly revision: number;
}

/** Begins the tag by which a running server tells the revision of its configuration. */
export const REVISION_TAG = 'team-';

/** Where a node keeps things, below its folder. */
export const CONFIG_FILE = 'nats-server.conf';
export const PID_FILE = 'nats-server.pid';
export const LOG_FILE = 'nats-server.log';

/** The whole configuration of one nats-server. Every setting is there for a reason, and says it. */
export function renderNode(folder: TeamFolder, node: HubNode, secrets: ConfigSecrets): string {
  return [
    head(folder, node, secrets.revision),
    websocket(folder, node),
    jetstream(node),
    accounts(folder),
    cluster(folder, node, secrets),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function head(folder: TeamFolder, node: HubNode, revision: number): string {
  // Relative to the hub's folder, where "start" runs the server: the folder may stand elsewhere on another machine.
  const dir = dirname(node.storeDir);
  return `# ${folder.team.name}: the configuration of ${node.name}. Made by "npm run hub"; what is changed here is lost.

server_name: ${quoted(node.name)}
# Tells "npm run hub -- check" which state of the team this server knows.
server_tags: [${quoted(`${REVISION_TAG}${revision}`)}]
# NATS' own port. Everybody comes in by the WebSocket below; this one is for nobody but this machine.
listen: ${quoted(`127.0.0.1:${node.localPort}`)}
pid_file: ${quoted(join(dir, PID_FILE))}
log_file: ${quoted(join(dir, LOG_FILE))}
# Ten files of 10 MB at most, so that a log never fills the disk that the team's log needs.
logfile_size_limit: 10485760
logfile_max_num: 10
# An event is at most 16 KiB (the streams see to that); the roster of a large team needs more.
max_payload: ${MAX_TEAM_BYTES}
# A thousand desks, each changing its connection twice at once.
max_connections: 3000
# A desk that vanished without a word is let go within a minute; the default takes six.
ping_interval: "20s"
ping_max: 2
# A desk that does not read its socket for so long is gone.
write_deadline: "10s"
# A slow laptop needs seconds to sign its way in; the default of 2 s would throw it out.
authorization { timeout: 10 }
`;
}

function websocket({ team }: TeamFolder, node: HubNode): string {
  return `websocket {
  listen: ${quoted(`${hostPart(node.bind)}:${node.port}`)}
  tls {
    cert_file: ${quoted(team.tls.certificate)}
    key_file: ${quoted(team.tls.key)}
    timeout: 5
  }
  # Sealed payloads do not get smaller, and trying doubles the delay of every event.
  compression: false
  handshake_timeout: "5s"
  # Desks send no Origin header. A web page always does, and no page has business here.
  same_origin: true
}
`;
}

function jetstream(node: HubNode): string {
  return `jetstream {
  store_dir: ${quoted(node.storeDir)}
  max_memory_store: 256M
  max_file_store: 20G
  # On the disk before it is acknowledged. The default writes every two minutes: a power cut would lose what was promised.
  sync_interval: always
  # The files are unreadable without the key, which "npm run hub -- start" hands over and which stands in no configuration.
  cipher: chachapoly
  key: $JS_KEY
}
`;
}

function accounts({ team }: TeamFolder): string {
  return `accounts {
  # The streams. Nobody but the admin signs in here, so that no reply can be stored in one (tools/hub/rights.ts).
  DATA {
    # Consumers: five a desk (log, team, signals, scripts, bulletins), and those that lost connections left behind.
    jetstream: { max_memory: 64M, max_file: 18G, max_streams: 10, max_consumers: 15000 }
    # The admin made the streams. Keep this key offline: it could delete them as well.
    users: [
${userLines(ADMIN_NAME, team.admin.data, ADMIN_RIGHTS)}
    ]
    exports: [
${services().map(exportLine).join('\n')}
    ]
  }
  # Everybody else.
  AGENTS {
    imports: [
${services().map(importLine).join('\n')}
    ]
    users: [
${team.members.map((one) => userLines(one.name, one.userKey, rightsOf(one))).join('\n')}
    ]
  }
  # Health of the servers, for "npm run hub -- check".
  SYS {
    users: [
${userLines(SYSTEM_NAME, team.admin.system, SYSTEM_RIGHTS)}
    ]
  }
}
system_account: SYS
`;
}

function exportLine({ subject, answers }: Service): string {
  return `      { service: ${quoted(subject)}${answers === 'many' ? ', response: stream' : ''} }`;
}

function importLine({ subject, as }: Service): string {
  const to = as === subject ? '' : `, to: ${quoted(as)}`;
  return `      { service: { account: DATA, subject: ${quoted(subject)} }${to} }`;
}

function userLines(name: string, userKey: string, { publish, subscribe }: Rights): string {
  return `      # ${name}
      { nkey: ${userKey}, permissions: {
        publish: { allow: [${publish.map(quoted).join(', ')}] }
        subscribe: { allow: [${subscribe.map(quoted).join(', ')}] } } }`;
}

function cluster({ team }: TeamFolder, node: HubNode, { clusterPassword }: ConfigSecrets): string {
  if (node.clusterPort === null) return '';
  const credentials = `hub:${clusterPassword}`;
  const routes = team.nodes
    .filter(({ name, clusterPort }) => name !== node.name && clusterPort !== null)
    .map((one) => `    ${quoted(`nats-route://${credentials}@${hostPart(one.host)}:${one.clusterPort}`)}`);
  return `cluster {
  name: ${quoted(team.teamId)}
  listen: ${quoted(`${hostPart(node.bind)}:${node.clusterPort}`)}
  # Desks know every node from their agent file; a node behind a proxy would tell them addresses they cannot reach.
  no_advertise: true
  # Both sides show a certificate of the team's own authority, and know the password.
  tls {
    cert_file: ${quoted(NODE_CERTIFICATE.certificate)}
    key_file: ${quoted(NODE_CERTIFICATE.key)}
    ca_file: ${quoted(AUTHORITY.certificate)}
    verify: true
    timeout: 5
  }
  authorization { user: "hub", password: ${quoted(clusterPassword)}, timeout: 5 }
  routes: [
${routes.join('\n')}
  ]
}
`;
}

/** An address before its port; IPv6 in brackets. */
function hostPart(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** A string of nats-server's configuration; the values are ours and need no more than this. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
