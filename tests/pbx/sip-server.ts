import type { Contact } from './asterisk-tables.ts';
import type { BadCertificate } from './certificates.ts';

/** What a phone needs to register: the same shape for every server of the bench. */
export interface Account {
  extension: string;
  password: string;
  domain: string;
  /** What the server names in its digest challenge; HA1 is made with it. */
  realm: string;
}

/** What the bench's servers have in common. */
export interface SipServer {
  wsUrl: string;
  wssUrl: string;
  /** SIP over UDP and TCP. */
  sipPort: number;
  /** Always 127.0.0.1. */
  domain: string;
  runDir: string;
  /** The authority that signed the wss certificate (PEM). */
  caFile: string;
  logFile: string;
  pid(): number;
  account(extension: string): Account;
  waitForRegistration(extension: string, timeoutMs?: number): Promise<Contact>;
  waitForNoRegistration(extension: string, timeoutMs?: number): Promise<void>;
  /** A wss URL to the same server behind a bad certificate. */
  wssUrlWith(bad: BadCertificate): Promise<string>;
  stop(): Promise<void>;
  /** The server is gone at once, without a word to anybody. */
  kill9(): Promise<void>;
  /** Starts it again on the same ports after `kill9`. */
  restart(): Promise<void>;
  /** SIGSTOP: sockets stay open, nothing answers. */
  pause(): void;
  resume(): void;
}
