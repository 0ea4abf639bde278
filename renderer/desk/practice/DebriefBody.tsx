import type { ReactNode } from 'react';
import type { Debrief } from '#shared/contract/practice.ts';
import { clock, duration, Icon, PHASE_WORDS, SharesBar } from '../ui/index.ts';
import styles from './DebriefBody.module.css';
import { debriefWords as words, HELPED_WORDS, MOOD_WORDS, TRIGGER_WORDS, TRY_WORDS } from './words.ts';

/** A look back at one call: what helped, one thing to try, then what was noticed. */
export function DebriefBody({ debrief }: { debrief: Debrief }) {
  return (
    <div className={styles['body']}>
      <section>
        <h3>{words.helped}</h3>
        <ul className={styles['helped']}>
          {debrief.helped.map((name) => (
            <li key={name}>
              <Icon name="check" />
              <span>{HELPED_WORDS[name]}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles['next']}>
        <h3>{words.tryNext}</h3>
        <p>{TRY_WORDS[debrief.tryNext]}</p>
      </section>
      <Feelings notes={debrief.notes} />
      <Facts debrief={debrief} />
    </div>
  );
}

function Feelings({ notes: { moods, moments, walkedOut } }: { notes: Debrief['notes'] }) {
  return (
    <section>
      <h3>{words.feelings}</h3>
      <p>
        {words.fromTo(moods.from, moods.to)}. {walkedOut && words.walkedOut}
      </p>
      {moments.length === 0 ? (
        <p className={styles['soft']}>{words.noMoments}</p>
      ) : (
        <ol aria-label={words.moments} className={styles['moments']}>
          {moments.map(({ atMs, trigger, isCalmer, mood }, index) => (
            // Two things may move somebody at the same moment.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <span className={styles['at']}>{clock(atMs / 1000)}</span>
              <span>{TRIGGER_WORDS[trigger]}</span>
              <span className={isCalmer ? styles['calmer'] : styles['tenser']}>
                {isCalmer ? words.calmer : words.tenser}: {MOOD_WORDS[mood].toLowerCase()}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Facts({ debrief: { notes, shares, longestMonologueMs, script } }: { debrief: Debrief }) {
  const talk = shares ? words.shares(shares.own, shares.their, shares.quiet) : words.tooShort;
  const visited = script?.phases.filter(({ isVisited }) => isVisited).map(({ name }) => PHASE_WORDS[name]);
  return (
    <section>
      <h3>{words.facts}</h3>
      <dl className={styles['facts']}>
        <Fact name={words.length}>{duration(notes.lengthMs / 1000)}</Fact>
        <Fact name={words.greeting}>
          {notes.greetedAfterMs === null
            ? words.neverHeard
            : words.greetingAfter(Math.round(notes.greetedAfterMs / 1000))}
        </Fact>
        <Fact name={words.talk}>
          {talk}
          {shares && <SharesBar shares={shares} label={talk} />}
        </Fact>
        {longestMonologueMs !== null && (
          <Fact name={words.longest}>{duration(longestMonologueMs / 1000)}</Fact>
        )}
        <Fact name={words.talkedOver}>{words.times(notes.talkedOver)}</Fact>
        <Fact name={words.wait}>{duration(notes.longestWaitMs / 1000)}</Fact>
        {script && (
          <>
            <Fact name={words.script}>{script.title}</Fact>
            <Fact name={words.phases}>{visited?.join(', ') || words.noPhases}</Fact>
            <Fact name={words.chips}>{script.chipsUsed.join(', ') || words.noChips}</Fact>
          </>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
