import { useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import type { ImportReport } from '#shared/contract/callbacks.ts';
import type { AppError } from '#shared/result.ts';
import { answerOf, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { closeTask } from '../store/page.ts';
import { Button, copyText, cx, ErrorNotice, Icon, Sheet } from '../ui/index.ts';
import styles from './ImportSheet.module.css';
import { reportText } from './report-text.ts';
import { words } from './words.ts';

/** Beyond this no list is read; the bridge takes as many characters. */
const MAX_BYTES = 20_000_000;

type Import =
  | { step: 'waiting' }
  | { step: 'reading'; fileName: string }
  | { step: 'done'; fileName: string; report: ImportReport }
  | { step: 'refused'; error: AppError };

/** Takes a list of callbacks as CSV, dropped or picked, and tells of every line what became of it. */
export function ImportSheet() {
  const [state, setState] = useState<Import>({ step: 'waiting' });
  const read = (file: File) => once('import', () => importFile(file, setState));
  return (
    <Sheet title={words.importList} onClose={closeTask}>
      <FileDrop isReading={state.step === 'reading'} onFile={(file) => void read(file)} />
      <div role="status" className={styles['outcome']}>
        {state.step === 'reading' && <p>{words.reading(state.fileName)}</p>}
        {state.step === 'refused' && <ErrorNotice error={state.error} />}
        {state.step === 'done' && <Totals fileName={state.fileName} report={state.report} />}
      </div>
      {state.step === 'done' && state.report.mistakes.length > 0 && <Mistakes state={state} />}
    </Sheet>
  );
}

async function importFile(file: File, show: (state: Import) => void): Promise<void> {
  const fileName = file.name.slice(0, 255);
  show({ step: 'reading', fileName });
  // A file that is gone, locked or a folder says nothing, and main says that it is no list.
  const text = file.size > MAX_BYTES ? '' : await file.text().catch(() => '');
  const answer = await answerOf(bridge().importCallbacks({ fileName, text }));
  show(
    answer.ok ? { step: 'done', fileName, report: answer.value } : { step: 'refused', error: answer.error },
  );
}

function FileDrop({ isReading, onFile }: { isReading: boolean; onFile: (file: File) => void }) {
  return (
    <DropZone
      aria-label={words.dropList}
      isDisabled={isReading}
      className={cx(styles['zone'])}
      getDropOperation={(types) => (types.has('text/plain') && !types.has('Files') ? 'cancel' : 'copy')}
      onDrop={(event) => {
        const item = event.items.find((dropped) => dropped.kind === 'file');
        if (item?.kind === 'file') void item.getFile().then(onFile);
      }}
    >
      <Icon name="file" size={1.5} />
      <div className={styles['zoneWords']}>
        <p className={styles['zoneTitle']}>{words.dropList}</p>
        <p className={styles['hint']}>{words.columns}</p>
      </div>
      <FileTrigger
        acceptedFileTypes={['.csv', 'text/csv']}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button isDisabled={isReading}>{words.chooseFile}</Button>
      </FileTrigger>
    </DropZone>
  );
}

function Totals({
  fileName,
  report: { added, known, mistakes },
}: {
  fileName: string;
  report: ImportReport;
}) {
  return (
    <>
      <p className={styles['total']}>{words.imported(added, fileName)}</p>
      {known > 0 && <p>{words.known(known)}</p>}
      {mistakes.length > 0 && <p>{words.mistakes(mistakes.length)}</p>}
    </>
  );
}

function Mistakes({ state: { fileName, report } }: { state: Extract<Import, { step: 'done' }> }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      {/* A long table scrolls by itself, by keyboard too: WCAG asks for a stop in it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="region" aria-label={words.mistakeTable} tabIndex={0} className={styles['table']}>
        <table>
          <thead>
            <tr>
              {words.mistakeColumns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.mistakes.map(({ line, column, expected, found }) => (
              <tr key={`${line} ${column} ${expected}`}>
                <td>{line}</td>
                <td>{column}</td>
                <td>{expected}</td>
                <td>{found}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles['keys']}>
        <Button size="small" onPress={() => setCopied(copyText(reportText(fileName, report)))}>
          {words.copyReport}
        </Button>
        <p role="status">{isCopied && words.copied}</p>
      </div>
    </>
  );
}
