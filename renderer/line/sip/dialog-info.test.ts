import { describe, expect, it } from 'vitest';
import { DialogInfo } from './dialog-info.ts';
import { readMessageSummary } from './message-summary.ts';

const document = (dialogs: string, state = 'full'): string =>
  `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="3" state="${state}" entity="sip:1002@x">${dialogs}</dialog-info>`;
const dialog = (id: string, state: string): string =>
  `<dialog id="${id}" direction="recipient"><state code="1">${state}</state></dialog>`;

describe('a busy light', () => {
  it.each([
    ['', 'free'],
    [dialog('1', 'terminated'), 'free'],
    ['<dialog id="1"/>', 'free'],
    [dialog('1', 'early'), 'ringing'],
    [dialog('1', 'trying'), 'ringing'],
    [dialog('1', 'confirmed'), 'busy'],
    [dialog('1', 'early') + dialog('2', 'confirmed'), 'busy'],
  ])('reads %s', (dialogs, light) => {
    expect(new DialogInfo().read(document(dialogs))).toBe(light);
  });

  it('keeps what a partial document does not mention, and forgets what a full one leaves out', () => {
    const info = new DialogInfo();
    info.read(document(dialog('1', 'confirmed')));
    expect(info.read(document(dialog('2', 'early'), 'partial'))).toBe('busy');
    expect(info.read(document(dialog('1', 'terminated'), 'partial'))).toBe('ringing');
    expect(info.read(document(''))).toBe('free');
  });

  it('reads prefixed elements and single quotes', () => {
    const text =
      "<d:dialog-info state='full'><d:dialog id='1'><d:state>confirmed</d:state></d:dialog></d:dialog-info>";
    expect(new DialogInfo().read(text)).toBe('busy');
  });

  it('stays as it was for anything else', () => {
    expect(new DialogInfo().read('<presence/>')).toBeNull();
    expect(new DialogInfo().read('')).toBeNull();
    expect(new DialogInfo().read(document('x'.repeat(17_000)))).toBeNull();
  });
});

describe('waiting messages', () => {
  it('reads what Asterisk sends', () => {
    const body = 'Messages-Waiting: yes\r\nMessage-Account: sip:*97@x\r\nVoice-Message: 2/11 (0/0)\r\n';
    expect(readMessageSummary(body)).toEqual({ waiting: true, newCount: 2, oldCount: 11 });
  });

  it('reads a bare yes or no', () => {
    expect(readMessageSummary('messages-waiting: NO\r\n')).toEqual({
      waiting: false,
      newCount: 0,
      oldCount: 0,
    });
  });

  it('reads nothing from anything else', () => {
    expect(readMessageSummary('SIP/2.0 200 OK')).toBeNull();
  });
});
