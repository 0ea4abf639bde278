import { useEffect } from 'react';
import { dismissNews, usePage } from '../store/page.ts';
import { Notice } from '../ui/index.ts';
import { words } from './words.ts';

/** Long enough to read twice. */
const SHOWN_MS = 8000;

/** What was just done and can no longer be seen, for a moment. */
export function News() {
  const news = usePage((page) => page.news);
  const id = news?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    const timer = setTimeout(() => dismissNews(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div role="status" aria-label={words.news}>
      {news && <Notice key={news.id} icon="check" title={news.text} onDismiss={() => dismissNews(news.id)} />}
    </div>
  );
}
