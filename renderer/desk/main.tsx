import { createRoot } from 'react-dom/client';
import { Desk } from './shell/Desk.tsx';
import { bridge } from './store/bridge.ts';
import { connect } from './store/desk-store.ts';
import './ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
connect(bridge());
createRoot(root).render(<Desk />);
