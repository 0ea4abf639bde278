import { createRoot } from 'react-dom/client';
import { SignInPage } from '../../../renderer/desk/sign-in/SignInPage.tsx';
import { Desk } from '../../../renderer/desk/shell/Desk.tsx';
import { bridge } from '../../../renderer/desk/store/bridge.ts';
import { connect } from '../../../renderer/desk/store/desk-store.ts';
import { usePage } from '../../../renderer/desk/store/page.ts';
import '../../../renderer/desk/ui/base.css';
import { fakeDesk } from '../desk-bridge.ts';
import { opened, scriptsFor } from '../fake-scripts.ts';
import { deskScenes, type DeskScene } from '../desk-scenes.ts';
import { deskNow, signInNow } from '../desk-state.ts';
import { fakeSignIn } from '../sign-in-bridge.ts';
import { signInScenes, type SignInScene } from '../sign-in-scenes.ts';

/** Draws one scene: `?scene=call-good&theme=dark`. Never part of the app. */
const query = new URLSearchParams(location.search);
const name = query.get('scene') ?? 'idle-ready';
const settings = { theme: query.get('theme') === 'dark' ? 'dark' : 'light' } as const;

const desks: Record<string, DeskScene> = deskScenes;
const signIns: Record<string, SignInScene> = signInScenes;
const desk = desks[name];
const signIn = signIns[name];
const root = document.getElementById('root');
if (root && desk) showDesk(root, desk);
else if (root && signIn) showSignIn(root, signIn);
else throw new Error(`There is no scene named ${name}.`);

function showDesk(place: HTMLElement, scene: DeskScene): void {
  const state = deskNow({ settings, ...scene.state() });
  const scripts = scene.scripts ? opened(scene.scripts) : scriptsFor(state);
  const fake = fakeDesk(
    { ...state, scripts },
    scene.callList?.(),
    scene.queue?.(),
    scene.kept?.(),
    scene.scriptBook?.(),
  );
  Object.assign(window, { hearthline: fake.bridge, fake });
  if (scene.records) fake.keep(scene.records.kept, scene.records.rules);
  if (scene.refuse) fake.refuse(...scene.refuse);
  usePage.setState({ place: scene.place ?? 'calls' });
  connect(bridge());
  createRoot(place).render(<Desk />);
  const { balance = null } = scene;
  const calls = Object.fromEntries(
    fake.state().calls.map(({ id }) => [id, { near: 0.09, far: 0.02, balance }]),
  );
  const microphone = fake.state().media.microphoneError ? 0 : 0.06;
  requestAnimationFrame(() => fake.pushLevels({ microphone, calls }));
}

function showSignIn(place: HTMLElement, scene: SignInScene): void {
  const fake = fakeSignIn(signInNow({ settings, ...scene.state }), scene.outlook);
  if (scene.refusal) fake.refuse('signIn', scene.refusal);
  Object.assign(window, { hearthline: fake.bridge, fake });
  createRoot(place).render(<SignInPage />);
}
