/**
 * English words that ask for the same thing in talk with a service or an assistant. A star stands for any ending, a low
 * line joins the words of a phrase. Without case and accents, as `normalize` leaves them. A word may have several concepts.
 */
export const english: Readonly<Record<string, string>> = {
  // What is asked
  how: "how how_do how_can how_to way_to ways steps process procedure method instructions",
  howMuch: "how_much how_many how_big how_high number_of amount* total quantity",
  howLong: "how_long how_soon how_fast duration length_of time_frame",
  when: "when what_time which_day what_date date dates until deadline how_soon schedule timetable",
  where: "where location* place* near nearby nearest closest address* position whereabouts around_here",
  why: "why reason* how_come what_for cause* because explain* explanation what_happened",
  who: "who whose whom",
  which: "which what_kind what_type sort_of options choice* compare recommend* suggest* advice",
  may: "may can_i could_i am_i_allowed allow* permit* possible able is_it_ok let_me",
  must: "must need_to have_to required require* necessary mandatory obligat*",
  want: "want* would_like i_d_like wish* looking_for interested need needs needed after",
  // What is done
  cancel:
    "cancel* annul* undo call_off called_off abort* revoke* void withdraw_from delete* remove* erase terminat* discontinu* drop end quit stop* retract* reverse* unsubscribe* opt_out get_rid scrap nix",
  change:
    "chang* modif* edit* alter* updat* amend* switch* swap* replac* adjust* correct* revise* convert* different another instead",
  postpone:
    "postpon* reschedul* delay move moved moving later push_back earlier bring_forward rebook* another_day other_day",
  begin:
    "begin* start* launch* open* activat* enabl* initiat* set_up setup create* make_a new register* sign_up enrol* join* apply application",
  finish: "close* closing shut* finish* end ends ending deactivat* disabl* cancel_my_account leave leaving",
  buy: "buy* bought purchas* order* acquir* procur* get_me pick_up shop*",
  book: "book booked booking* reserv* appointment* arrang* schedul* slot",
  pay: "pay* paid settl* installment* instalment* direct_debit checkout",
  give: "give send sent provide* hand_over issue* forward deliver* ship*",
  receive: "receiv* get got arriv* come came here_yet turn_up show_up reach* landed delivered",
  show: "show* display list tell_me give_me see view look_up look_at read check find find_out let_me_know inform* what_is what_s what_are",
  search: "search* find look_for looking_for locate* seek* hunt",
  add: "add* put_on put_in put include* insert* append* attach* extra additional more another_one",
  confirm: "confirm* verif* prove* proof validat* approv* authent* sure_that make_sure certif*",
  repair: "repair* fix* mend* service_my maintenance restore* solve* troubleshoot*",
  complain:
    "complain* complaint* unhappy angry dissatisf* disappoint* rude terrible awful unacceptable ridiculous worst dispute* object_to annoyed",
  help: "help* assist* support* aid guide* advice advise*",
  return: "return* send_back bring_back give_back take_back sent_back",
  exchange: "exchang* swap* replac* trade another_size other_size",
  compare: "compar* difference better versus vs best cheaper",
  remember: "remind* remember* reminder* don_t_forget not_forget must_not_forget note nudge memo",
  download: "download* print* export* pdf file files copy copies",
  upload: "upload* attach* send_you submit* scan",
  // How things are
  problem:
    "problem* issue* trouble* error* wrong* fail* doesn_t_work not_working isn_t_working won_t don_t_work can_t cannot unable bug* crash* glitch* out_of_order down stuck mistake* incorrect* broken broke",
  broken: "broke* broken damag* defect* fault* crack* torn ripped smashed scratched ruined shattered leak* faulty",
  blocked:
    "block* lock* locked_out frozen freez* suspend* disabled restrict* too_many_times expired deactivated unblock* unlock*",
  refused: "declin* refus* reject* denied not_accepted deny bounced turned_down accept* not_go_through failed",
  missing:
    "miss* lost lose* losing can_t_find gone disappear* vanish* misplac* no_sign nowhere not_there not_arrived hasn_t_arrived never_came never_arrived left_behind where_is mislaid",
  stolen: "stol* steal* theft thief thieves robb* snatch* pickpocket* mugged burgl*",
  fraud:
    "fraud* scam* hack* phish* suspicious unauthori* unknown unfamiliar don_t_recogni* not_recogni* didn_t_make compromised someone_else not_mine strange",
  late: "late delay* overdue behind_schedule wait* waiting still_waiting still_not not_yet hasn_t haven_t yet pending slow taking long stuck",
  slow: "slow* lag* buffering speed* fast* quick* sluggish takes_forever bandwidth",
  wrong: "wrong* incorrect* mistake* mistaken not_right error* inaccurate not_what different_from mixed_up",
  twice: "twice double* duplicat* two_times repeat* second_time again both",
  missingMoney: "too_little less_than short short_changed not_enough",
  expensive: "expensive* cheap* high* overpriced dear afford* costly too_much",
  forgotten: "forgot* forget* don_t_remember can_t_remember don_t_know lost_my no_longer_know recall",
  available: "availab* in_stock stock sold_out left remaining free vacant have_any back_in out_of",
  ready: "ready done finished complete* completed processed",
  // Things
  price: "price* cost* fee fees charge* rate* tariff* how_much pricing expens* commission* surcharge*",
  discount: "discount* promo* voucher* coupon* deal* offer* sale* code bargain* reduc* special student_rate",
  refund:
    "refund* reimburs* money_back cash_back cashback compensat* repay* paid_back pay_back chargeback get_my_money",
  money: "money cash fund funds dollar* euro* pound pounds bucks sum amount currency notes coins change cheque* check",
  invoice: "invoice* bill bills billing billed receipt* statement* charge*",
  charged: "charged charge* debited debit* deducted taken_from took billed withdrawn payment* transaction*",
  balance: "balance* how_much_money left_on remaining available_funds overdrawn overdraft in_my_account savings",
  account: "account* profile* membership* member* subscription* subscri*",
  login:
    "login* log_in logging sign_in signing_in password* passcode* username* user_name credential* authenticat* two_factor verification_code",
  identity: "identity id passport* licen* identification documents visa* ssn proof_of",
  personalData: "address* phone_number email_address surname last_name name details personal contact_info moved_house",
  card: "card cards debit_card credit_card visa mastercard plastic virtual_card",
  pin: "pin pins pin_code pincode secret_code secret_number digits passcode cvv",
  bank: "bank* branch* checking current_account",
  transfer:
    "transfer* wire* send_money sending_money sent_money remit* beneficiary recipient iban direct_deposit move_money",
  withdraw: "withdraw* withdrew atm atms cash_machine* cashpoint* teller take_out get_cash dispens*",
  topUp:
    "top_up topping_up topup topped_up deposit* add_money add_funds pay_in load recharge* fund_my credit_my refill",
  limit: "limit* cap maximum max ceiling most_i highest threshold minimum allowance",
  exchangeRate: "exchange exchange_rate rate rates conversion convert* currency currencies foreign fx forex",
  credit: "credit* score loan* mortgage* apr interest lend* borrow* debt financ*",
  tax: "tax* irs vat income deduct* withhold* w2 refundable",
  insurance: "insur* coverage cover policy policies claim* deductible premium",
  order: "order* purchase* basket cart checkout",
  parcel: "parcel* package* shipment* packet delivery mail post courier box",
  delivery: "deliver* ship* dispatch* arriv* courier track* postal post posted mailed sent doorstep drop_off",
  track: "track* trace* status progress whereabouts follow_up update_on news_on any_news",
  product: "product* item* article* thing things goods model* merchandise",
  size: "size* fit fits fitting large* small* tight loose measurements dimensions width height",
  weight: "weigh* heavy kilos kilogram* pound* ounces grams",
  store: "store* shop* outlet* branch* office mall supermarket* showroom",
  openingHours: "open opening_hours hours closing_time when_do_you_open close_at business_hours open_on closed",
  person:
    "person human* agent* representative* operator* someone real_person adviser* advisor* staff manager employee* talk_to speak_to speak_with connect_me",
  contact: "contact* reach get_in_touch phone_number hotline call_you email_you speak talk",
  phone: "phone* mobile* cell* smartphone* handset* iphone android telephone* sim esim",
  call: "call* dial* ring phone_my video_call redial hang_up voicemail",
  message: "message* text texts texting sms whatsapp email* e_mail* mail inbox write reply letter",
  internet:
    "internet wifi wi_fi broadband router modem fibre fiber connection* network* signal* reception coverage online data 4g 5g connect*",
  app: "app apps application* software website site page program update browser",
  device: "device* laptop* computer* tablet* tv television* machine* gadget* printer* screen*",
  battery: "battery charging charger power plug",
  warranty: "warrant* guarantee* guaranteed",
  technician: "technician* engineer* installer* repairman install* plumber* electrician*",
  // Travel and traffic
  travel: "travel* trip* journey* vacation* holiday* abroad overseas tour* itinerary foreign_country visit*",
  flight: "flight* fly flying plane* airline* airport* boarding take_off gate terminal layover land landing",
  train: "train* rail* railway* bus buses tram* metro subway* coach station* platform ticket*",
  ticket: "ticket* fare* pass seat* row aisle window",
  luggage: "luggage baggage bag bags suitcase* carry_on backpack* case",
  hotel:
    "hotel* room* hostel* stay* accommodation* motel lodging suite night nights check_out sleep apartment rental bnb",
  car: "car cars vehicle* auto drive* driving driver* truck van rental_car rent* hire",
  carCare:
    "tire* tyre* oil gas petrol fuel engine mpg mileage brake* jumpstart car_battery oil_change pressure mechanic gasoline",
  taxi: "taxi* cab cabs uber lyft shuttle* ride rides pick_me_up driver",
  parking: "park parking garage parked",
  traffic: "traffic jam congest* road roads highway* accident* rush_hour roadwork* commute*",
  directions:
    "direction* navigat* route* way_to get_to how_do_i_get guide_me lead_me take_me fastest_way map walk_to far_away distance how_far",
  // Home and every day
  weather:
    "weather* forecast* rain* snow* sunny sun storm* wind* cloud* humid* temperature outside umbrella chill* precipitation fog freezing thunder* blizzard climate hail degrees coat",
  temperature:
    "temperature* degrees heat* warm* cool* cold hot thermostat* ac air_conditioning celsius fahrenheit freezing heating heater chilly",
  light: "light* lamp* bright* dim* dark* bulb*",
  sound: "volume loud* quiet* sound* noise mute* turn_up turn_down softer hear speaker*",
  switchOn: "turn_on switch_on power_on enable",
  switchOff: "turn_off switch_off shut_off power_off disable off",
  music:
    "music song* track tracks tune* album* playlist* artist* band singer* jazz rock pop hip_hop classical radio listen* spotify melody symphony soundtrack",
  play: "play* put_on listen* hear stream* start_playing queue shuffle",
  next: "next skip* forward following pass change_the_song",
  movie:
    "movie* film* cinema* theatre* theater* screening* showtime* showing show_times matinee tv_show series episode* saga video* picture_house",
  book_: "book books novel* textbook* author* chapter* essay* read_a volume_of",
  rate: "rate rated rating give_this stars points_out out_of_6 out_of_5 star",
  alarm: "alarm* wake* get_up rouse snooze",
  timer: "timer* countdown count_down stopwatch minutes_timer",
  clock: "time clock what_time hour timezone time_zone midnight noon o_clock",
  day: "day date today tomorrow yesterday weekday month year week holiday* calendar_day",
  calendar: "calendar* agenda* meeting* schedule* event* appointment* busy free_on plans",
  list: "list lists todo to_do shopping_list grocer* task* chores",
  food: "food* eat eating meal* dish* cuisine* snack* hungry dinner lunch breakfast brunch supper takeaway takeout",
  restaurant:
    "restaurant* table* cafe* bar bistro* diner* pizzeria* eatery reservation* dine dining steakhouse* brasserie tavern pub",
  recipe: "recipe* cook* bake* ingredient* prepare* boil* fry roast* oven make_a how_to_make cooking substitute*",
  nutrition: "calorie* nutri* healthy fat sugar protein* carb* vitamin* diet* sodium fiber",
  drink: "drink* coffee tea water wine beer juice",
  health:
    "health* doctor* sick ill illness hospital* medic* pain* hurt* pharmacy* vaccin* dentist* symptom* allerg* shot shots fever injur*",
  translate: "translat* in_spanish in_french in_german in_italian how_do_you_say say_in language* mean_in",
  definition: "defin* meaning what_does_ mean means dictionary synonym* stand_for explain_the",
  spelling: "spell* letters_are_in written how_do_you_write",
  calculate: "calculat* plus minus times multipl* divid* percent* square_root sum subtract* equals math",
  measure:
    "measure* convert* feet foot inch* mile* metre* meter* kilomet* litre* liter* gallon* ounce* gram* cup cups tablespoon* teaspoon* yard*",
  joke: "joke* funny laugh* humor* humour* pun puns amuse comedian cheer_me",
  fact: "fact* trivia interesting fun_fact tell_me_something",
  news: "news headline* breaking current_events going_on in_the_world",
  sport:
    "score* game* match* team* league* win won beat tournament goal* football soccer basketball baseball hockey tennis",
  coin: "coin flip toss heads tails dice roll random pick_a_number",
  // Work and administration
  work: "work* job* employ* boss salary wage* payroll paycheck hire* hiring career* resume vacancy interview* position colleague* office",
  leave: "pto vacation_days day_off days_off time_off holiday_request sick_leave annual_leave leave_days",
  school: "school* class* student* teacher* pupil* lesson* course* universit* college* enroll* kindergarten homework",
  child: "child* kid kids son daughter baby babies infant* toddler* minor*",
  document: "document* paper papers paperwork form forms certificate* file proof record* attestation",
  contract: "contract* agreement terms condition* notice commitment lease rent",
  police: "police emergency ambulance fire_brigade report_a crime accident",
  // Talk
  hello: "hello hi hey good_morning good_evening good_afternoon greetings howdy what_s_up how_are_you how_is_it_going",
  bye: "bye goodbye see_you good_night farewell later_then talk_later take_care",
  thanks: "thank* thanks thx cheers appreciate* grateful",
  yes: "yes yeah yep yup sure ok okay of_course absolutely correct_that right affirmative true indeed",
  no: "no nope nah never negative not_really don_t false",
  maybe: "maybe perhaps not_sure possibly don_t_know might unsure",
  again: "repeat* say_that_again pardon once_more didn_t_hear what_did_you_say come_again",
  bot: "are_you_a robot bot computer human ai artificial machine_or who_made created_you real_person your_name call_you your_boss you_work_for",
  aboutYou:
    "you your old_are_you your_age your_name where_are_you_from hobbies do_you_have you_from you_like what_can_you_do",
};
