import { describe, expect, it } from 'vitest';
import { firstHeader, statusOf } from './headers.ts';
import { OpenRequests } from './open-requests.ts';

const request = (method: string, branch: string): string =>
  [
    `${method} sip:600@clinic.example SIP/2.0`,
    `Via: SIP/2.0/WS x.invalid;branch=${branch};rport`,
    'From: <sip:1001@clinic.example>;tag=a',
    'To: <sip:600@clinic.example>',
    'Call-ID: c1',
    `CSeq: 7 ${method}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
const answer = (status: number, method: string, branch: string): string =>
  request(method, branch).replace(/^.*\r\n/, `SIP/2.0 ${status} Whatever\r\n`);

describe('open requests', () => {
  it('are answered with 503 when the link goes', () => {
    const open = new OpenRequests();
    open.sent(request('INVITE', 'b1'));
    open.sent(request('REGISTER', 'b2'));
    const answers = open.fail();
    expect(answers.map(statusOf)).toEqual([503, 503]);
    expect(answers.map((text) => firstHeader(text, 'cseq'))).toEqual(['7 INVITE', '7 REGISTER']);
    expect(answers[0]).toMatch(/Via: SIP\/2\.0\/WS x\.invalid;branch=b1;rport\r\n/);
    expect(open.fail()).toEqual([]);
  });

  it('are closed by a final answer, not by a provisional one', () => {
    const open = new OpenRequests();
    open.sent(request('INVITE', 'b1'));
    open.received(answer(180, 'INVITE', 'b1'));
    expect(open.fail()).toHaveLength(1);
    open.sent(request('INVITE', 'b1'));
    open.received(answer(200, 'INVITE', 'b1'));
    expect(open.fail()).toEqual([]);
  });

  it('tells a CANCEL from the INVITE whose branch it shares', () => {
    const open = new OpenRequests();
    open.sent(request('INVITE', 'b1'));
    open.sent(request('CANCEL', 'b1'));
    open.received(answer(200, 'CANCEL', 'b1'));
    expect(open.fail().map((text) => firstHeader(text, 'cseq'))).toEqual(['7 INVITE']);
  });

  it('do not count an ACK or a response of ours', () => {
    const open = new OpenRequests();
    open.sent(request('ACK', 'b1'));
    open.sent(answer(200, 'OPTIONS', 'b2'));
    expect(open.fail()).toEqual([]);
  });

  it('turns a redirection inside a dialog into a refusal, and leaves any other alone', () => {
    const open = new OpenRequests();
    const inDialog = request('INVITE', 'b1').replace('To: <sip:600@clinic.example>', 'To: <sip:600@x>;tag=z');
    open.sent(inDialog);
    open.sent(request('INVITE', 'b2'));
    expect(statusOf(open.reword(answer(302, 'INVITE', 'b1')))).toBe(488);
    expect(open.reword(answer(302, 'INVITE', 'b2'))).toBe(answer(302, 'INVITE', 'b2'));
    expect(open.reword(answer(200, 'INVITE', 'b1'))).toBe(answer(200, 'INVITE', 'b1'));
  });
});
