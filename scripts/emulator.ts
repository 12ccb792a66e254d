import './end-with-launcher';
import '../emulator/main';
