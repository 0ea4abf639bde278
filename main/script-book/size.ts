import { appError, type AppError } from '#shared/result.ts';
import { MAX_SCRIPT_BYTES } from '../hub/layout.ts';

/** Envelope, subject, headers and the words round the text. */
const AROUND_BYTES = 1024;
/** Longest text that a hub takes, as JSON in UTF-8. */
const MAX_TEXT_BYTES = MAX_SCRIPT_BYTES - AROUND_BYTES;

const encoder = new TextEncoder();

/** Null for a text that a hub takes; a desk alone may join one later. */
export function overlong(text: string): { readonly kilobytes: number; readonly most: number } | null {
  // No text grows to more than six times as much.
  if (text.length * 6 <= MAX_TEXT_BYTES) return null;
  const bytes = encoder.encode(JSON.stringify(text)).length;
  return bytes <= MAX_TEXT_BYTES ? null : inKilobytes(bytes);
}

export function tooLong(text: string): AppError {
  return appError('script-too-long', inKilobytes(encoder.encode(JSON.stringify(text)).length));
}

function inKilobytes(bytes: number): { kilobytes: number; most: number } {
  return { kilobytes: Math.ceil(bytes / 1024), most: Math.floor(MAX_TEXT_BYTES / 1024) };
}
