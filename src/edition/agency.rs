//! The levels of administrative agencies, as far as the report depends on them.

use serde::{Deserialize, Serialize};

/// The level of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgencyLevel {
    /// 国务院部门
    StateDepartment,
    /// 省、自治区、直辖市人民政府
    Province,
    /// 省级政府部门
    ProvinceDepartment,
    /// 设区的市、自治州、地区、盟 (government)
    Prefecture,
    /// 市级政府部门
    PrefectureDepartment,
    /// 县、区、县级市、旗 (government)
    County,
    /// 县级政府部门
    CountyDepartment,
    /// 开发区、新区管理机构
    DevelopmentZone,
    /// 乡、镇
    Township,
    /// 街道办事处
    Subdistrict,
    /// 法律、法规授权的组织，公共企事业单位
    Institution,
}

impl AgencyLevel {
    /// All levels, from the top down.
    pub const ALL: [Self; 11] = [
        Self::StateDepartment,
        Self::Province,
        Self::ProvinceDepartment,
        Self::Prefecture,
        Self::PrefectureDepartment,
        Self::County,
        Self::CountyDepartment,
        Self::DevelopmentZone,
        Self::Township,
        Self::Subdistrict,
        Self::Institution,
    ];

    /// Its name in drafts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::StateDepartment => "state_department",
            Self::Province => "province",
            Self::ProvinceDepartment => "province_department",
            Self::Prefecture => "prefecture",
            Self::PrefectureDepartment => "prefecture_department",
            Self::County => "county",
            Self::CountyDepartment => "county_department",
            Self::DevelopmentZone => "development_zone",
            Self::Township => "township",
            Self::Subdistrict => "subdistrict",
            Self::Institution => "institution",
        }
    }

    /// The level with that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.id() == id)
    }

    /// Its number in data codes. Codes are printed on paper, so a number is never changed or
    /// reused. A new level takes the next free number, at most 99.
    pub const fn number(self) -> u8 {
        match self {
            Self::StateDepartment => 0,
            Self::Province => 1,
            Self::ProvinceDepartment => 2,
            Self::Prefecture => 3,
            Self::PrefectureDepartment => 4,
            Self::County => 5,
            Self::CountyDepartment => 6,
            Self::DevelopmentZone => 7,
            Self::Township => 8,
            Self::Subdistrict => 9,
            Self::Institution => 10,
        }
    }

    /// The level with that number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// The name of the level for clerks.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StateDepartment => "国务院部门",
            Self::Province => "省级人民政府（省、自治区、直辖市）",
            Self::ProvinceDepartment => "省级政府部门",
            Self::Prefecture => "市级人民政府（设区的市、自治州、地区、盟）",
            Self::PrefectureDepartment => "市级政府部门",
            Self::County => "县级人民政府（县、区、县级市、旗）",
            Self::CountyDepartment => "县级政府部门",
            Self::DevelopmentZone => "开发区、新区管理机构",
            Self::Township => "乡镇人民政府",
            Self::Subdistrict => "街道办事处",
            Self::Institution => "法律法规授权的组织、公共企事业单位",
        }
    }

    /// Whether the agency can make 规章 (立法法: departments of the State Council, provincial
    /// governments, governments of 设区的市 and 自治州).
    pub const fn makes_regulations(self) -> bool {
        matches!(self, Self::StateDepartment | Self::Province | Self::Prefecture)
    }

    /// Why agencies of this level have no cases for a row, as text for the clerk; `None` if they
    /// can have some. Most levels cannot make 规章. Organisations authorised by law are not included,
    /// because some of them can.
    pub fn reason_for_none(self, row: &str) -> Option<&'static str> {
        let barred = !self.makes_regulations() && self != Self::Institution;
        (row == "regulations" && barred).then_some("本单位无权制定")
    }

    /// Whether it is a township or subdistrict, the lowest level of government work.
    pub const fn is_grassroots(self) -> bool {
        matches!(self, Self::Township | Self::Subdistrict)
    }

    /// Whether it is itself a government, which reports for its departments and publishes by 31
    /// March if it is one of county level and above (第四十九条).
    pub const fn is_government(self) -> bool {
        matches!(self, Self::Province | Self::Prefecture | Self::County | Self::Township)
    }

    /// The last day, as (month, day) of the following year, by which the report is to be published:
    /// 条例第四十九条.
    pub const fn deadline(self) -> (u8, u8) {
        match self {
            Self::Province | Self::Prefecture | Self::County => (3, 31),
            _ => (1, 31),
        }
    }

    /// The level that the name of an agency suggests, or else [`AgencyLevel::Institution`], to
    /// which the fewest rules apply.
    pub fn of_name(name: &str) -> Self {
        Self::guess(name).unwrap_or(Self::Institution)
    }

    /// The level that the name of an agency suggests, if it suggests one. A department belongs to
    /// the lowest place in its name. A 市 may be a city of prefecture or of county level.
    pub fn guess(name: &str) -> Option<Self> {
        const MUNICIPALITIES: [&str; 4] = ["北京市", "天津市", "上海市", "重庆市"];
        let name = name.trim();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if name.contains("街道") {
            return Some(Self::Subdistrict);
        }
        if name.starts_with("国家") && ends(&["总局"]) || ends(&["总署"]) {
            return Some(Self::StateDepartment);
        }
        if ends(&["镇人民政府", "乡人民政府", "苏木人民政府", "镇", "乡", "苏木"])
        {
            return Some(Self::Township);
        }
        if name.contains("开发区") || name.contains("新区管") || name.contains("园区") {
            return Some(Self::DevelopmentZone);
        }
        if ends(&["县人民政府", "区人民政府", "旗人民政府"]) && !name.ends_with("自治区人民政府")
        {
            return Some(Self::County);
        }
        if ends(&["省人民政府", "自治区人民政府"]) {
            return Some(Self::Province);
        }
        let municipal = MUNICIPALITIES.iter().any(|city| name.starts_with(city));
        if ends(&["市人民政府"]) {
            return Some(if municipal { Self::Province } else { Self::Prefecture });
        }
        if ends(&["州人民政府", "行政公署"]) {
            return Some(Self::Prefecture);
        }
        let places = name.replace("自治区", "省").replace("地区", "盟");
        let city = if municipal { Self::ProvinceDepartment } else { Self::PrefectureDepartment };
        let levels = [
            ("县", Self::CountyDepartment),
            ("区", Self::CountyDepartment),
            ("旗", Self::CountyDepartment),
            ("市", city),
            ("自治州", city),
            ("盟", city),
            ("省", Self::ProvinceDepartment),
        ];
        levels.into_iter().find_map(|(place, level)| places.contains(place).then_some(level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_numbers_read_back() {
        for level in AgencyLevel::ALL {
            assert_eq!(AgencyLevel::parse(level.id()), Some(level));
            assert_eq!(AgencyLevel::of_number(level.number()), Some(level));
        }
        assert_eq!(AgencyLevel::of_number(99), None);
    }

    #[test]
    fn names_suggest_levels() {
        for (name, level) in [
            ("示例县甲镇人民政府", AgencyLevel::Township),
            ("示例区乙街道办事处", AgencyLevel::Subdistrict),
            ("示例经济开发区管理委员会", AgencyLevel::DevelopmentZone),
            ("示例县人民政府", AgencyLevel::County),
            ("示例市人民政府", AgencyLevel::Prefecture),
            ("上海市人民政府", AgencyLevel::Province),
            ("广西壮族自治区人民政府", AgencyLevel::Province),
            ("示例市示例区卫生健康局", AgencyLevel::CountyDepartment),
            ("示例省示例市公安局", AgencyLevel::PrefectureDepartment),
            ("广西壮族自治区教育厅", AgencyLevel::ProvinceDepartment),
            ("北京市教育委员会", AgencyLevel::ProvinceDepartment),
            ("北京市海淀区教育委员会", AgencyLevel::CountyDepartment),
            ("国家市场监督管理总局", AgencyLevel::StateDepartment),
            ("国家税务总局示例市税务局", AgencyLevel::PrefectureDepartment),
            ("海关总署", AgencyLevel::StateDepartment),
            ("示例地区行政公署", AgencyLevel::Prefecture),
            ("示例盟行政公署", AgencyLevel::Prefecture),
            ("示例地区教育局", AgencyLevel::PrefectureDepartment),
            ("示例盟教育局", AgencyLevel::PrefectureDepartment),
            ("示例旗教育局", AgencyLevel::CountyDepartment),
            ("示例旗甲苏木人民政府", AgencyLevel::Township),
        ] {
            assert_eq!(AgencyLevel::guess(name), Some(level), "{name}");
        }
        assert_eq!(
            (AgencyLevel::guess("示例局"), AgencyLevel::of_name("")),
            (None, AgencyLevel::Institution)
        );
    }
}
