import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import { SignInPage } from './SignInPage.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<SignInPage />);
