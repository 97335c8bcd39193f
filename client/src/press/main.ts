import '@fontsource/permanent-marker/latin-400.css';
import '../style/tokens.css';
import '../welcome/welcome.css';
import './press.css';
