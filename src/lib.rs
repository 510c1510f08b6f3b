//! 政府信息公开工作年度报告: the statutory yearly report on government information disclosure of China's administrative organs.

pub mod number;
pub mod edition;
pub mod report;
