/**
 * The queries that public pages and code show. The outbound page's own examples have typing errors: those stand
 * in `malformedExamples` as printed, each with the position at which it stops being a query, and mended among the
 * well-formed ones.
 */
export const wellFormedExamples: readonly string[] = [
  // The API pages.
  'PROFILE(contact)',
  'PROFILE(contact).FILTER(ISNOTNULL(address1_county))',
  'PROFILE(contact, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1) && ISNOTNULL(contact_1.fullname))',
  "PROFILE(contact).FILTER((address1_city == 'NewYork' || address1_city == 'NewJersey'))",
  'SEGMENT(segment1) UNION SEGMENT(segment2)',
  "PROFILE(account, account_1).FILTER(account_1.accountid == '1cc00a15-37ef-e911-a81d-000d3a6d200c').TRAVERSE(contact_account_parentcustomerid, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1))",
  '(SEGMENT(SEGMENT_CRM_ID_e1fa7fdc5c78ea11a811000d3a8e8fcc)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)',
  'PROFILE(UnknownEntity)',
  // "Segment query definition", as printed where it is well formed, else mended.
  "PROFILE(Campaign).FILTER(Name == 'Campaign 1').TRAVERSE(ActivityContactProcessed_Campaign)",
  "INTERACTION(EmailOpened, EmailOpenedLeadLink).FILTER(Name == 'Campaign 1').HAVING(COUNT()>0)",
  "INTERACTION(EmailClicked, EmailClickedLeadLink).FILTER(Name == 'Campaign 1').HAVING(COUNT()>0)",
  'SEGMENT(SegmentInCampaign) UNION SEGMENT(SegmentOnEmailOpened) EXCEPT SEGMENT(SegmentOnClicked)',
  "PROFILE(Campaign).FILTER(Name == 'Campaign 1').TRAVERSE(EmailSubscriptionSubmit_Campaign)",
  "PROFILE(CampaignEvent).FILTER(Name == 'Even1').TRAVERSE(CampaignEventRegistration_CampaignEvent)",
  'SEGMENT(SegmentOnProfilesInCampaign) EXCEPT SEGMENT(SegmentOnProfilesWithoutRegistration)',
  "PROFILE(Campaign).TRAVERSE(ActivityLeadProcessed_Campaign).FILTER(StartDate > '2017-03-30')",
  'PROFILE(CreditCard).FILTER(DATEDIFF(day, ExpirationDate, DATETIMEUTCNOW()) < 30).TRAVERSE(HavingCreditCard)',
  "PROFILE(Contact).FILTER(NumberOfActivePurchasedItems > 0 && Product == 'CreditCard' && DATEDIFF(month, ExpirationDate,DATETIMEUTCNOW()) < 1)",
  "INTERACTION(RedirectLinkClicked, RedirectLinkClicked_ContactLink).FILTER(EmailId=='12345').HAVING(COUNT()>0, UTCDAYS(7))",
  'SEGMENT(SegmentOnProfile) EXCEPT SEGMENT(SegmentOnClicked)',
  "PROFILE(Activity).FILTER(ActivityType == 'Football').TRAVERSE(SubscribedToActivity).FILTER(Age > 20 && Age < 35)",
  "PROFILE(Campaign).FILTER(Name == 'Always Active' || Name == 'Fitness Challenge to 100').TRAVERSE(ActivityContactProcessed_Campaign).FILTER(Grade == '5to10k')",
  "PROFILE(Event).FILTER(Name == 'ColorRun').TRAVERSE(SignedToEvent)",
  "PROFILE(Membership).TRAVERSE(InSubscription, FILTER(Status == 'Active'))",
  'SEGMENT(SegmentOnProfilesFromAlwaysActiveAndFitnessChallenge) INTERSECT SEGMENT(SegmentOnProfilesFromColorRun) EXCEPT SEGMENT(SegmentOnProfilesWithMembership)',
  'PROFILE(Subscription).TRAVERSE(InSubscription, FILTER(DATEDIFF(month, SubscriptionEndDate, DATETIMEUTCNOW()) == 1))',
  "PROFILE(Campaign) .FILTER(Market == 'Hi tech' && Revenue > 10000000000 && NumberOfOrders > 1000000000).TRAVERSE(ActivityContactProcessed_Campaign).FILTER(Position =='Marketing Manager' || Position == 'Sales Manager' ||Position == 'Finance Manager')",
  "PROFILE(Campaign).FILTER(Name == 'Silver Tier').TRAVERSE(ActivityContactProcessed_Campaign)",
  "INTERACTION(EmailDelivered,EmailDelivered_Campaign).FILTER(CampaignName == 'Silver Tier').HAVING(COUNT()>0)",
  "INTERACTION(CampaignEventRegistration,CampaignEventRegistration_CampaignEvent).FILTER(Name == 'Event X').HAVING(COUNT()>0)",
  'SEGMENT(SegmentOnProfile) UNION SEGMENT(SegmentOnReceivedEmail) EXCEPT SEGMENT(SegmentRegisteredInEvent)',
  'INTERACTION(EmailSoftBounced, EmailSoftBounced_ContactLink).HAVING(COUNT()>10, UTCMONTHS(1))',
  "PROFILE(Contact).FILTER(Sex == 'M' && Country == 'USA' && Age >= 15 && Age <= 25 && Income > 50000 )",
  "PROFILE(Contact).FILTER(Position == 'CEO').TRAVERSE(HavingAccount).TRAVERSE(Ordered).FILTER(Name == 'Product Xgenerator')",
  "PROFILE(ServiceTicket).FILTER(State == 'Opened' &&(Priority == 'High' || Priority == 'Medium') && DATEDIFF(month, DATETIMEUTCNOW(), StartDate) > 1).TRAVERSE(HasServiceTicket)",
  'SEGMENT(SegmentWithImportantServiceTickets) INTERSECT SEGMENT(ThankYouMktSegment)',
  'PROFILE(Contact).FILTER(Unsubscribed > CampaignStartDate)',
  "PROFILE(Event).FILTER(Name CONTAINS 'run')",
  "PROFILE(Event).FILTER(Name ENDSWITH 'run')",
  'PROFILE(Customer).FILTER(ISNULL(Address))',
  // The 2017 ancestor of the language.
  "PROFILE(Salesperson).FILTER(FirstName!='Sally')",
  "PROFILE(contact).FILTER(FirstName!='Sally')",
  "INTERACTION(RedirectLinkClicked, RedirectLinkClicked_ContactLink).FILTER(EmailId == '12345').HAVING(COUNT()>0, UTCDAYS(7))",
  'PROFILE(Customer).FILTER(DATEDIFF(month,Birthday,DATETIMEUTCNOW()) == 1)',
  "PROFILE(Campaign).FILTER(Name == 'Campaign 1').TRAVERSE(EmailSubscriptionSubmit_Campaign) EXCEPT PROFILE(CampaignEvent).FILTER(Name == 'Event 1').TRAVERSE(CampaignEventRegistration_CampaignEvent)",
  'SEGMENT(AllFromSeattle) UNION SEGMENT(SubscribedToEvent)',
  // Real-time segments.
  'PROFILE(contact).FILTER(ISNOTNULL(emailaddress1)) UNION SEGMENT(SEGMENT_CJO_ID_1fdc470c22c14b52a2d3a6c5a5f3b0aa)',
  "PROFILE(contact) INTERSECT Interaction(msdynmkt_emaildelivered, msdynmkt_entityid).FILTER((msdynmkt_entityid_LogicalName == 'contact' AND ISNOTNULL(msdynmkt_messagetemplateid))).Having(Count() >= 1, UTCMONTHS(24))",
  'PROFILE(contact) INTERSECT PROFILE(contact).FILTER(klth_risikoprofil IN [700370003, 700370004])',
  "PROFILE(contact) EXCEPT PROFILE(contact).RELATE(order_customer_contacts, salesorder_1).FILTER(NOT(salesorder_1.name CONTAINS 'Depot'))",
  "PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, account_1).FILTER(account_1.name CONTAINS 'Depot')",
  "PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, account.account_1).FILTER(account_1.name CONTAINS 'Depot')",
  'PROFILE(contact) .RELATEOPTIONAL(msdynci_customerprofile_contact, msdynci_loyalitypoints_1, RELATEOPTIONAL(msdynci_customerprofile_loyalitypoints, msdynci_loyalitypoints_1__1)) .FILTER(msdynci_loyalitypoints_1__1.msdynci_sumofpoints >= 100) INTERSECT PROFILE(contact) .RELATEOPTIONAL(msdynci_customerprofile_contact, msdynci_webvisitslast7days_1, RELATEOPTIONAL(msdynci_customerprofile_webvisitslast7days, msdynci_webvisitslast7days_1__1)) .FILTER(msdynci_webvisitslast7days_1__1.msdynci_calculation1 >= 5)',
  "PROFILE(contact).FILTER(compliance_profile_06ba242267cf463d98c4e9aace82b774 =='cp:1fdc470c-22c1-4b52-a2d3-a6c5a5f3b0aa;ch:Email;ea:emailaddress1;v:OptedIn')",
  'PROFILE(contact).FILTER(incpt_leadscore >= 70)',
  'PROFILE(contact).FILTER(incpt_isdecisionmaker == true && incpt_productused == 723720002 && incpt_monthlyapispend > 5000)',
  'PROFILE(contact).FILTER(incpt_persona == 723720000 && incpt_monthlyapispend > 0).RELATEOPTIONAL(contact_customer_accounts, account_1).FILTER(account_1.industrycode == 16 && account_1.incpt_customertier == 723720003)',
];

/** As printed, with the text at which reading stops (its first occurrence, or its last where `last` is set). */
export const malformedExamples: readonly {
  readonly text: string;
  readonly stopsAt: string;
  readonly last?: boolean;
}[] = [
  {
    text: "INTERACTION(EmailOpened, EmailOpenedLeadLink).FILTER(Name == 'Campaign 1')).HAVING(COUNT()>0)",
    stopsAt: ').HAVING',
  },
  {
    text: 'SegmentOnProfilesInCampaign EXCEPT SegmentOnProfilesWithoutRegistration',
    stopsAt: 'SegmentOnProfilesInCampaign',
  },
  {
    text: 'PROFILE(CreditCard).FILTER(DATEDIFF(day, ExpirationDate, DateTimeNowUtc()) < 30).TRAVERSE(HavingCreditCard)',
    stopsAt: 'DateTimeNowUtc',
  },
  {
    text: "INTERACTION(RedirectLinkClicked, RedirectLinkClicked_ContactLink).HAVING(COUNT()>0, UTCDAYS(7)).FILTER(EmailId=='12345')",
    stopsAt: 'FILTER',
  },
  {
    text: "PROFILE(Activity).FILTER(ActivityType == 'Football').TRAVERSE('SubscribedToActivity').FILTER(Age > 20 && Age < 35)",
    stopsAt: "'SubscribedToActivity'",
  },
  {
    text: 'PROFILE(Subscription).TRAVERSE(InSubscription, FILTER(DATEDIFF(month, SubscriptionEndDate, DATETIMEUTCNOW()) 1))',
    stopsAt: '1))',
  },
  {
    text: "INTERACTION(EmailDelivered,EmailDelivered_Campaign).FILTER(CampaignName == 'Silver Tier')).HAVING(COUNT()>0)",
    stopsAt: ').HAVING',
  },
  {
    text: 'SEGMENT(SegmentOnProfile).UNION(SegmentOnReceivedEmail).EXCEPT(SegmentRegisteredInEvent)',
    stopsAt: 'UNION',
  },
  {
    text: "PROFILE(ServiceTicket).FILTER(State == 'Opened' &&(Priority == 'High' || Priority == 'Medium') && DATEDIFF(month, DATETIMEUTCNOW(), StartDate) > 1)).TRAVERSE(HasServiceTicket)",
    stopsAt: ').TRAVERSE',
  },
  { text: 'PROFILE(Customer).FILTER(DATEDIFF(month,Birthday,DATETIMEUTCNOW())', stopsAt: '' },
  { text: 'PROFILE(contact).FILTER(address1_city == "Madrid")', stopsAt: '"' },
  { text: "PROFILE(contact).FILTER(CONTAINS(fullname, 'x'))", stopsAt: 'CONTAINS' },
  { text: "PROFILE(contact).FILTER(fullname == 'x", stopsAt: "'x" },
  { text: 'PROFILE(contact).FILTER(emailaddress1)', stopsAt: ')', last: true },
  { text: 'PROFILE()', stopsAt: ')' },
  { text: 'PROFILE(contact) UNION', stopsAt: '' },
  { text: '', stopsAt: '' },
];
