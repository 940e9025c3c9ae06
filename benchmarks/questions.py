"""The fixed questions of every timing: both languages, mixed lines, many departments; none of them is trained on."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.messages import Language


@dataclass(frozen=True)
class Question:
    """What is asked, in which language, and the transaction that it means."""

    language: Language
    text: str
    transaction: str


ZH: tuple[tuple[str, str], ...] = (
    ("昨天地铁上把市民卡挤掉了，想重新做一张，要准备什么", "citizen_card_replacement_lost"),
    ("市民卡密码试了三次都不对，锁住了怎么弄", "citizen_card_password_reset"),
    ("护照还有两个月过期，换一本多少钱", "passport_renewal"),
    ("小孩才五岁，暑假要出国，他的护照谁陪着去办", "passport_minor_issue"),
    ("港澳通行证找不到了，补一本几天能拿到", "hk_macau_permit_reissue_lost"),
    ("身份证到期了，换新的在哪个窗口", "resident_id_renewal"),
    ("刚生的宝宝上户口要带哪些东西", "newborn_registration"),
    ("户口本被水泡烂了，重新弄一本", "hukou_booklet_reissue"),
    ("公司要我交一份无犯罪记录，去哪里开", "no_criminal_record_certificate"),
    ("居住证快到期了，怎么续", "residence_permit_renewal"),
    ("驾驶证十年到期了，要不要体检", "driver_license_renewal"),
    ("前车牌被撞掉了，补牌照要几天", "vehicle_plate_reissue"),
    ("二手车过户给朋友，两个人都要到场吗", "vehicle_ownership_transfer"),
    ("新买的电瓶车上牌要收费伐", "ebike_registration"),
    ("想打一份社保缴费证明给孩子上学用", "social_insurance_certificate"),
    ("工作没了，失业金怎么领", "unemployment_benefit"),
    ("上个月生完孩子，生育津贴怎么申请", "maternity_allowance"),
    ("我爸要去上海女儿家长住，异地看病备案怎么办", "out_of_town_medical_long_term"),
    ("残疾证掉了，补一本要带照片吗", "disability_certificate_replacement"),
    ("搬家了，宽带要移到新房子去", "broadband_relocation"),
    ("家里水管一直漏，找谁来修", "water_leak_repair"),
    ("房子卖了，电表的户名要改成新房东", "electricity_account_transfer"),
    ("厨房装修，想把燃气管子挪个位置", "gas_pipe_alteration"),
    ("租房子提公积金一年能提几次", "housing_fund_rent_withdrawal"),
    ("公积金贷款想提前还一部分", "housing_fund_loan_early_repayment"),
    ("房贷还清了，抵押怎么注销", "home_mortgage_release"),
    ("老人走了，名下的房子怎么过给我", "home_inheritance_transfer"),
    ("车停人行道上被贴了单子，去哪里处理", "sidewalk_parking_violation"),
    ("想给家里的金毛办个狗证", "dog_license"),
    ("楼下井盖坏了没人管，想反映一下", "city_problem_report"),
)
EN: tuple[tuple[str, str], ...] = (
    ("My citizen card was stolen on the bus, how do I get another one?", "citizen_card_replacement_lost"),
    ("how can I put money on my citizen card", "citizen_card_top_up"),
    ("My passport expires in March. What does a new one cost?", "passport_renewal"),
    ("passport for my six year old, which window", "passport_minor_issue"),
    ("I need to extend my visa, I'm from Brazil", "foreigner_visa_extension"),
    ("what papers for a foreigner's residence permit renewal", "foreigner_residence_permit"),
    ("our baby was born last week, how do we register the birth for hukou", "newborn_registration"),
    ("Where do I get a certificate that I have no criminal record?", "no_criminal_record_certificate"),
    ("I just moved to Hangzhou, how do I register where I live", "residence_registration"),
    ("can I swap my German driving licence for a Chinese one", "foreign_driver_license_conversion"),
    ("renew driving licence, documents needed", "driver_license_renewal"),
    ("transfer of a used car to a new owner, how long does it take", "vehicle_ownership_transfer"),
    ("temporary number plate for a new car", "temporary_vehicle_plate"),
    ("proof of my social insurance payments, where to print it", "social_insurance_certificate"),
    ("I lost my job, how do I claim unemployment money?", "unemployment_benefit"),
    ("hurt my back at work, how is it recognised as a work injury", "work_injury_recognition"),
    ("reimbursement of a hospital bill that I paid in cash", "medical_manual_reimbursement"),
    ("get fibre broadband in my new flat", "broadband_installation"),
    ("my SIM card broke, replace it", "sim_card_replacement"),
    ("the water meter runs too fast, can someone test it", "water_meter_check"),
    ("no electricity in the whole building since this morning", "electricity_outage_repair"),
    ("it smells of gas in my kitchen", "gas_leak_repair"),
    ("take money out of the housing fund to pay my rent", "housing_fund_rent_withdrawal"),
    ("apply for a housing fund loan, what is the phone number", "housing_fund_loan_application"),
    ("I give my apartment to my daughter, is there a fee?", "home_gift_transfer"),
    ("I lost the property certificate of my home", "title_certificate_replacement"),
    ("marry my Chinese girlfriend, I am from Spain", "marriage_registration_foreigner"),
    ("permit for a dog", "dog_license"),
    ("I'd like to complain about how a clerk treated me", "service_complaint_suggestion"),
    ("an installation for charging my electric car at home", "ev_charger_meter"),
)
MIXED: tuple[tuple[Language, str, str], ...] = (
    ("en", "my 市民卡 is gone, how to 补办", "citizen_card_replacement_lost"),
    ("zh", "我的 passport 快 expire 了，怎么 renew", "passport_renewal"),
    ("en", "how long does 公积金 rent withdrawal take", "housing_fund_rent_withdrawal"),
    ("zh", "driver license 到期换证要带 photo 吗", "driver_license_renewal"),
    ("en", "where is the window for 居住证 renewal", "residence_permit_renewal"),
    ("zh", "我想办 foreigner 的 visa 延期", "foreigner_visa_extension"),
)

QUESTIONS: tuple[Question, ...] = (
    *(Question("zh", text, transaction) for text, transaction in ZH),
    *(Question("en", text, transaction) for text, transaction in EN),
    *(Question(language, text, transaction) for language, text, transaction in MIXED),
)


def alternating() -> tuple[Question, ...]:
    """The same questions with the languages in turn, as a hall hears them."""
    ordered = sorted(range(len(QUESTIONS)), key=lambda place: (place % len(ZH), place))
    return tuple(QUESTIONS[place] for place in ordered)
