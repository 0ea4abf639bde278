import type { AppError, ErrorCode } from '#shared/result.ts';
import { callbackMessages } from './messages/callbacks.ts';
import { callMessages } from './messages/calls.ts';
import { hubMessages } from './messages/hub.ts';
import { lineMessages } from './messages/line.ts';
import type { Message, Wording } from './messages/message.ts';
import { recordsMessages } from './messages/records.ts';
import { scriptMessages } from './messages/scripts.ts';

/** A failure without words does not compile. */
const MESSAGES: Record<ErrorCode, Wording> = {
  ...lineMessages,
  ...callMessages,
  ...callbackMessages,
  ...hubMessages,
  ...recordsMessages,
  ...scriptMessages,
};

/** The words for a failure, filled with its details. */
export function messageFor(error: AppError): Message {
  return MESSAGES[error.code]((key, otherwise) => {
    const detail = error.details?.[key];
    return detail === undefined || detail === '' ? otherwise : String(detail);
  });
}
