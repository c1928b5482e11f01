"""Numbers and dates as people write them at home: `15tr`, `1.2亿`, `二〇二一年六月五日`, `thứ hai, ngày 5 tháng 6`."""
