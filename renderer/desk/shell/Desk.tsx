import { useEffect } from 'react';
import { AuthoringPlace } from '../authoring/AuthoringPlace.tsx';
import { Header } from '../availability/Header.tsx';
import { CallbacksPlace } from '../callbacks/CallbacksPlace.tsx';
import { InHandPanel } from '../callbacks/InHandPanel.tsx';
import { OfferStrip } from '../callbacks/OfferStrip.tsx';
import { TaskSheet } from '../callbacks/TaskSheet.tsx';
import { HistoryPlace } from '../history/HistoryPlace.tsx';
import { CallBar } from '../phone/CallBar.tsx';
import { CallsPlace } from '../phone/CallsPlace.tsx';
import { CallAnnouncer } from '../phone/CallAnnouncer.tsx';
import { IncomingCalls } from '../phone/IncomingCalls.tsx';
import { DebriefPanel } from '../practice/DebriefPanel.tsx';
import { PracticePlace } from '../practice/PracticePlace.tsx';
import { SettingsPlace } from '../settings/SettingsPlace.tsx';
import { ScriptPanel } from '../scripts/ScriptPanel.tsx';
import { StatusFoot } from '../status/StatusFoot.tsx';
import { useDesk, useProjection } from '../store/desk-store.ts';
import { useCalls, useLastInEar } from '../store/use-calls.ts';
import { usePage, type Place } from '../store/page.ts';
import { Button, CrashGuard, cx, ErrorNotice, Standstill, useTheme } from '../ui/index.ts';
import { CrisisStrip } from './CrisisStrip.tsx';
import styles from './Desk.module.css';
import { News } from './News.tsx';
import { Notices } from './Notices.tsx';
import { PlaceRail } from './PlaceRail.tsx';
import { TeamFlags } from './TeamFlags.tsx';
import { useSingleClicks } from './use-single-clicks.ts';
import { words } from './words.ts';

/** The whole desk window: a projection of what main pushes. */
export function Desk() {
  return (
    <CrashGuard>
      <DrawnDesk />
    </CrashGuard>
  );
}

function DrawnDesk() {
  // Its name alone: with the state itself the whole frame would be drawn again at every push.
  const name = useProjection((projection) => projection.name);
  switch (name) {
    case 'waiting':
      return <Standstill>{words.loading}</Standstill>;
    case 'failed':
      return <NoDesk />;
    case 'here':
      return <DeskFrame />;
  }
}

function NoDesk() {
  const error = useProjection((projection) => (projection.name === 'failed' ? projection.error : null));
  return (
    <Standstill role="alert">
      {error && <ErrorNotice error={error} tone="alarm" />}
      <Button tone="primary" size="large" onPress={() => location.reload()}>
        {words.tryAgain}
      </Button>
    </Standstill>
  );
}

/** They follow the state by themselves; made once, they are not drawn again with the frame. */
const header = <Header />;
const places = <PlaceRail />;
const notices = <Notices />;
const crisis = <CrisisStrip />;
const teamFlags = <TeamFlags />;
const foot = <StatusFoot />;
const news = <News />;
const offer = <OfferStrip />;
const inHand = <InHandPanel />;
const debrief = <DebriefPanel />;
const task = <TaskSheet />;
const announcer = <CallAnnouncer />;
const script = <ScriptPanel />;

function DeskFrame() {
  useTheme(useDesk((desk) => desk.settings.theme));
  const place = usePage((page) => page.place);
  const calls = useCalls();
  const { current, ringing } = calls;
  useLastInEar(calls);
  useSingleClicks();
  useWindowTitle(ringing.length > 0, current !== null);
  const ringsInPlace = place === 'calls' && current === null;
  return (
    <div className={styles['frame']}>
      {header}
      {places}
      <main className={styles['centre']}>
        <div className={styles['scroll']}>
          <div className={cx(styles['place'], place === 'callbacks' && styles['filling'])}>
            <PlaceContent place={place} />
          </div>
        </div>
        {/* Below the place: what comes up here must not push a key away from under the finger. */}
        {/* In the queue's own place it stands beside the list. */}
        {place !== 'callbacks' && <div className={styles['task']}>{task}</div>}
        {crisis}
        <div className={styles['dock']}>
          {teamFlags}
          {notices}
          {news}
          {(place === 'calls' || place === 'callbacks') && offer}
          {!ringsInPlace && <IncomingCalls size="strip" />}
          {place !== 'calls' && <CallBar />}
        </div>
      </main>
      <div className={styles['script']}>{script}</div>
      {foot}
      {announcer}
    </div>
  );
}

function useWindowTitle(isRinging: boolean, isOnCall: boolean): void {
  const calm = isOnCall ? words.titles.onCall : words.titles.quiet;
  const title = isRinging ? words.titles.ringing : calm;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function PlaceContent({ place }: { place: Place }) {
  switch (place) {
    case 'calls':
      return (
        <CallsPlace
          inHand={
            <>
              {inHand}
              {debrief}
            </>
          }
        />
      );
    case 'callbacks':
      return <CallbacksPlace />;
    case 'practice':
      return <PracticePlace />;
    case 'history':
      return <HistoryPlace />;
    case 'scripts':
      return <AuthoringPlace />;
    case 'settings':
      return <SettingsPlace />;
  }
}
