import { BookList } from './BookList.tsx';
import { useBook } from './book-store.ts';
import { OpenedScript } from './OpenedScript.tsx';
import { words } from './words.ts';

/** The scripts of the team: the list of them, or one that is read and written. */
export function AuthoringPlace() {
  const open = useBook((book) => book.open);
  return (
    <section aria-label={words.place}>
      {open ? <OpenedScript key={keyOf(open)} open={open} /> : <BookList />}
    </section>
  );
}

function keyOf({ script, draftId }: NonNullable<ReturnType<typeof useBook.getState>['open']>): string {
  return draftId ?? (script ? `${script.language}/${script.id}` : 'new');
}
