import '../emulator/main';
