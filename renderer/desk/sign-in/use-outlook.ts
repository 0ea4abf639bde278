import { useCallback, useEffect, useRef, useState } from 'react';
import type { OpenProfile, RecordsOutlook } from '#shared/contract/sign-in.ts';
import { bridge } from './bridge.ts';

/** What is kept at this desk for an extension, and for which. */
interface Known {
  extension: string;
  outlook: RecordsOutlook;
}

export interface Outlook {
  /** Null until main has told it for this very extension. */
  outlook: RecordsOutlook | null;
  /** Asks main again. Null when it cannot tell, and when a newer question has made this one void. */
  look: (extension: string) => Promise<RecordsOutlook | null>;
}

async function ask(extension: string) {
  return bridge()
    .recordsFor({ extension })
    .catch(() => null);
}

/** Asks at once about the extension that was here last, and again whenever the profile is another. */
export function useOutlook(extension: string, lastExtension: string, profile: OpenProfile): Outlook {
  const [known, setKnown] = useState<Known | null>(null);
  const latest = useRef(0);
  const look = useCallback(async (asked: string) => {
    const question = (latest.current += 1);
    // Whatever is wrong with it, signing in says it in words.
    const answer = asked === '' ? null : await ask(asked);
    if (question !== latest.current) return null;
    setKnown(answer?.ok ? { extension: asked, outlook: answer.value } : null);
    return answer?.ok ? answer.value : null;
  }, []);
  const fileName = profile.state === 'open' ? profile.fileName : null;
  useEffect(() => {
    const first = async () => look(lastExtension);
    if (fileName !== null) void first();
  }, [look, fileName, lastExtension]);
  return { outlook: known?.extension === extension ? known.outlook : null, look };
}
