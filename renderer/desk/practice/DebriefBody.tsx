import type { ReactNode } from 'react';
import type { Debrief } from '#shared/contract/practice.ts';
import { clock, duration, Icon, PHASE_WORDS, SharesBar } from '../ui/index.ts';
import styles from './DebriefBody.module.css';
import { debriefWords as words, HELPED_WORDS, TRIGGER_WORDS, TRY_WORDS } from './words.ts';

/** One below that of what it stands in. */
type HeadingTag = 'h3' | 'h4';

/** A look back at one call: what helped, one thing to try, then what was noticed. */
export function DebriefBody({ debrief, heading }: { debrief: Debrief; heading: HeadingTag }) {
  const Heading = heading;
  return (
    <div className={styles['body']}>
      <section>
        <Heading>{words.helped}</Heading>
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
        <Heading>{words.tryNext}</Heading>
        <p>{TRY_WORDS[debrief.tryNext]}</p>
      </section>
      <Feelings notes={debrief.notes} heading={heading} />
      <Facts debrief={debrief} heading={heading} />
    </div>
  );
}

function Feelings({ notes, heading: Heading }: { notes: Debrief['notes']; heading: HeadingTag }) {
  const { moods, moments, walkedOut } = notes;
  return (
    <section>
      <Heading>{words.feelings}</Heading>
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
                {words.moved(isCalmer, mood === (moments[index - 1]?.mood ?? moods.from) ? null : mood)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Facts({ debrief, heading: Heading }: { debrief: Debrief; heading: HeadingTag }) {
  const { notes, shares, longestMonologueMs, script } = debrief;
  const talk = shares ? words.shares(shares.own, shares.their, shares.quiet) : words.tooShort;
  const visited = script?.phases.filter(({ isVisited }) => isVisited).map(({ name }) => PHASE_WORDS[name]);
  return (
    <section>
      <Heading>{words.facts}</Heading>
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
