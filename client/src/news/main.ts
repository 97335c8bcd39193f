import '@fontsource/permanent-marker/latin-400.css';
import '../style/tokens.css';
import '../welcome/welcome.css';
import './news.css';
import { markNewsRead } from './unread.ts';

markNewsRead();
