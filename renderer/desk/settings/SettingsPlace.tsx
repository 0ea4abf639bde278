import { Switch, Radio, RadioGroup, Label } from 'react-aria-components';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { cx, Kbd, Panel, PlaceHeading } from '../ui/index.ts';
import styles from './SettingsPlace.module.css';
import { SoundSettings } from './SoundSettings.tsx';
import { TeamCrisis } from './TeamCrisis.tsx';
import { TeamHub } from './TeamHub.tsx';
import { words } from './words.ts';
import { YourPin } from './YourPin.tsx';

/** Devices, the team, the PIN, what a call shows, colours and keys. */
export function SettingsPlace() {
  return (
    <div className={styles['place']}>
      <PlaceHeading title={words.title} />
      <SoundSettings />
      <TeamHub />
      <TeamCrisis />
      <YourPin />
      <OnACall />
      <Look />
      <Keys />
    </div>
  );
}

function OnACall() {
  const hasTalkBar = useDesk((desk) => desk.settings.talkBar !== false);
  return (
    <Panel className={styles['section']}>
      <h2>{words.onACall}</h2>
      <div>
        <Switch
          className={cx(styles['switch'])}
          isSelected={hasTalkBar}
          onChange={(talkBar) => void ask(bridge().changeSettings({ talkBar }))}
        >
          <span className={styles['track']} />
          {words.talkBar}
        </Switch>
        <p className={styles['hint']}>{words.talkBarHint}</p>
      </div>
    </Panel>
  );
}

const THEMES = ['system', 'light', 'dark'] as const;

function Look() {
  const theme = useDesk((desk) => desk.settings.theme);
  return (
    <Panel className={styles['section']}>
      <h2>{words.look}</h2>
      <RadioGroup
        className={cx(styles['radios'])}
        value={theme}
        orientation="horizontal"
        onChange={(value) => {
          const chosen = THEMES.find((name) => name === value);
          if (chosen) void ask(bridge().changeSettings({ theme: chosen }));
        }}
      >
        <Label className={cx(styles['label'])}>{words.theme}</Label>
        <div className={styles['options']}>
          {THEMES.map((name) => (
            <Radio key={name} value={name} className={cx(styles['radio'])}>
              {words.themes[name]}
            </Radio>
          ))}
        </div>
      </RadioGroup>
    </Panel>
  );
}

function Keys() {
  const usesLetters = useDesk((desk) => desk.settings.letterKeys !== false);
  return (
    <Panel className={styles['section']}>
      <h2>{words.keys}</h2>
      <div>
        <Switch
          className={cx(styles['switch'])}
          isSelected={usesLetters}
          onChange={(letterKeys) => void ask(bridge().changeSettings({ letterKeys }))}
        >
          <span className={styles['track']} />
          {words.letterKeys}
        </Switch>
        <p className={styles['hint']}>{words.letterKeysHint}</p>
      </div>
      <dl className={styles['keyList']}>
        {words.keyList.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
