import { describe, expect, it } from 'vitest';
import { answered, colleague, opened, Scene } from '../fakes/practice-scene.ts';

describe('a practice patient', () => {
  it('gives up when nobody answers for 25 seconds', () => {
    const scene = new Scene().wait(24_900);
    expect(scene.since()).toEqual([]);
    expect(scene.wait(100).since()).toEqual(['hang-up']);
    expect(scene.state.phase).toEqual({ name: 'hung-up', reason: 'nobody-answered' });
  });

  it('waits for the greeting, and until it is over, before speaking', () => {
    const scene = answered().wait(1000).tell('agent-began').wait(5000);
    expect(scene.since()).toEqual([]);
    expect(scene.tell('agent-paused').wait(900).since()).toEqual([]);
    expect(scene.wait(100).since()).toEqual(['opening']);
  });

  it('speaks first when there is no greeting', () => {
    expect(answered().wait(2900).since()).toEqual([]);
    expect(answered().wait(3000).since()).toEqual(['opening']);
  });

  it('says one line a turn, in order, then goodbye, and hangs up', () => {
    const scene = answered();
    for (const sentence of ['opening', 'line 1', 'line 2', 'closing']) {
      expect(scene.agentSays().since()).toEqual([sentence]);
      scene.finish();
    }
    expect(scene.since()).toEqual(['hang-up']);
    expect(scene.state.phase).toEqual({ name: 'hung-up', reason: 'said-goodbye' });
  });

  it('does not take a breath between two words of the agent for a turn', () => {
    const scene = opened().tell('agent-began').wait(500).tell('agent-paused').wait(800);
    expect(scene.tell('agent-began').wait(500).tell('agent-paused').wait(900).since()).toEqual([]);
    expect(scene.wait(100).since()).toEqual(['line 1']);
  });

  it('counts what the agent says while it finishes a sentence as the agent’s turn', () => {
    const scene = opened().agentSays();
    scene.wait(1800).tell('agent-began').wait(200).tell('sentence-finished').since();
    expect(scene.wait(300).tell('agent-paused').wait(1000).since()).toEqual(['line 2']);
  });
});

describe('a patient who hears nothing', () => {
  it('asks whether anybody is there, then gives up and hangs up', () => {
    const scene = opened();
    expect(scene.wait(5900).since()).toEqual([]);
    expect(scene.wait(100).since()).toEqual(['prompt 1']);
    expect(scene.finish().wait(6000).since()).toEqual(['prompt 2']);
    expect(scene.finish().wait(6000).since()).toEqual(['gave up']);
    expect(scene.finish().since()).toEqual(['hang-up']);
    expect(scene.state.phase).toEqual({ name: 'hung-up', reason: 'heard-nothing' });
  });

  it('goes on with the story once the agent is heard, and begins the prompts anew', () => {
    const scene = opened().wait(6000).finish();
    scene.since();
    expect(scene.agentSays().since()).toEqual(['line 1']);
    expect(scene.finish().wait(6000).since()).toEqual(['prompt 1']);
  });

  it('stops asking when the agent answers the question', () => {
    const scene = opened().wait(6000);
    scene.since();
    expect(scene.tell('agent-began').wait(700).since()).toEqual(['fall-silent']);
    expect(scene.tell('agent-paused').wait(1000).since()).toEqual(['line 1']);
  });
});

describe('a patient who is talked over', () => {
  const interrupt = (scene: Scene) =>
    scene.wait(300).tell('agent-began').wait(800).tell('agent-paused').wait(1000);

  it('does not mind a short "mm-hm"', () => {
    const scene = opened().agentSays();
    scene.since();
    expect(scene.tell('agent-began').wait(600).tell('agent-paused').wait(500).since()).toEqual([]);
  });

  it('falls silent, lets the agent finish, says so, and says the line again', () => {
    const scene = opened().agentSays();
    scene.since();
    expect(interrupt(scene).since()).toEqual(['fall-silent', 'remark 1']);
    expect(scene.finish().since()).toEqual(['line 1']);
  });

  it('says a line no third time', () => {
    const scene = interrupt(opened().agentSays()).finish();
    scene.since();
    expect(interrupt(scene).since()).toEqual(['fall-silent', 'remark 2']);
    expect(scene.finish().since()).toEqual(['line 2']);
  });

  it('walks out when it is too much, if that is their way', () => {
    const scene = interrupt(interrupt(opened().agentSays()).finish()).finish();
    scene.since();
    expect(interrupt(scene).since()).toEqual(['fall-silent', 'walk out']);
    expect(scene.finish().since()).toEqual(['hang-up']);
    expect(scene.state.phase).toEqual({ name: 'hung-up', reason: 'had-enough' });
  });

  it('lets nobody talk over a goodbye', () => {
    const scene = opened().agentSays().finish().agentSays().finish().agentSays();
    expect(scene.since().at(-1)).toBe('closing');
    expect(scene.tell('agent-began').wait(1500).since()).toEqual([]);
    expect(scene.tell('sentence-finished').since()).toEqual(['hang-up']);
  });
});

describe('a patient on hold', () => {
  it('says nothing while held, and a word when it is over', () => {
    const scene = opened().agentSays();
    scene.since();
    expect(scene.tell('held').wait(20_000).since()).toEqual(['fall-silent']);
    expect(scene.tell('taken-back').since()).toEqual(['after hold']);
    expect(scene.finish().agentSays().since()).toEqual(['line 1']);
  });

  it('makes no remark on a short hold', () => {
    const scene = opened().tell('held').wait(2000).tell('taken-back');
    expect(scene.agentSays().since()).toEqual(['line 1']);
  });

  it('hangs up when patience is over', () => {
    const scene = opened().tell('held').wait(59_900);
    expect(scene.since()).toEqual([]);
    expect(scene.wait(100).since()).toEqual(['hang-up']);
    expect(scene.state.phase).toEqual({ name: 'hung-up', reason: 'held-too-long' });
  });

  it('says a goodbye again that the hold cut short', () => {
    const scene = opened().agentSays().finish().agentSays().finish().agentSays();
    scene.since();
    scene.tell('held').wait(1000).tell('taken-back');
    expect(scene.since()).toEqual(['fall-silent', 'closing']);
  });
});

describe('a patient who is passed on', () => {
  it('says once more what it is about to whoever is there now, and then goodbye', () => {
    const scene = opened().agentSays().finish().tell('held').wait(5000);
    scene.since();
    expect(scene.tell('passed-on').agentSays().since()).toEqual(['opening']);
    expect(scene.finish().agentSays().since()).toEqual(['closing']);
    expect(scene.finish().since()).toEqual(['hang-up']);
  });
});

describe('when the other side hangs up', () => {
  it('falls silent and does nothing more, whatever comes', () => {
    const scene = opened().agentSays();
    scene.since();
    expect(scene.tell('other-side-hung-up').since()).toEqual(['fall-silent']);
    for (const kind of [
      'answered',
      'agent-began',
      'sentence-finished',
      'held',
      'taken-back',
      'passed-on',
    ] as const) {
      scene.tell(kind);
    }
    expect(scene.wait(60_000).since()).toEqual([]);
    expect(scene.state.phase).toEqual({ name: 'hung-up', reason: 'other-side' });
  });
});

describe('a colleague', () => {
  it('says who they are without waiting to be greeted, and goes on after a transfer', () => {
    const scene = answered(colleague).wait(600);
    expect(scene.since()).toEqual(['opening']);
    scene.finish().tell('passed-on');
    expect(scene.agentSays().since()).toEqual(['line 1']);
  });
});
