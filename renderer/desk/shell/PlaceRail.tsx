import { Button } from 'react-aria-components';
import { goTo, usePage, type Place } from '../store/page.ts';
import { cx, Icon, type IconName } from '../ui/index.ts';
import styles from './PlaceRail.module.css';
import { words } from './words.ts';

const PLACES: readonly { place: Place; icon: IconName }[] = [
  { place: 'calls', icon: 'phone' },
  { place: 'callbacks', icon: 'callbacks' },
  { place: 'practice', icon: 'practice' },
  { place: 'history', icon: 'history' },
  { place: 'scripts', icon: 'scripts' },
  { place: 'settings', icon: 'settings' },
];

/** The way to the places. */
export function PlaceRail() {
  const current = usePage((page) => page.place);
  return (
    <nav aria-label={words.places} className={styles['rail']}>
      <ul className={styles['list']}>
        {PLACES.map(({ place, icon }) => (
          <li key={place}>
            <Button
              className={cx(styles['place'])}
              onPress={() => goTo(place)}
              render={(dom) => <button {...dom} aria-current={place === current ? 'page' : undefined} />}
            >
              <Icon name={icon} size={1.375} />
              {words.names[place]}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
