/**
 * How Microsoft's own tables and columns are written in metadata; their logical names are the same in small letters.
 * Source: the entity reference pages of each table.
 */
const spellings = `
Account Campaign Contact Lead List ListMember Organization TransactionCurrency BusinessUnit SystemUser Team Role
SystemUserRoles SavedQuery UserQuery AsyncOperation DataLakeFolder Publisher Solution SolutionComponent CustomControl
CustomControlResource WebResource Connector SystemForm Workflow EnvironmentVariableDefinition EnvironmentVariableValue
ImportJob StageSolutionUpload
AccountId CampaignId ContactId LeadId ListId ListMemberId OrganizationId TransactionCurrencyId BusinessUnitId
SystemUserId TeamId RoleId SystemUserRoleId SavedQueryId UserQueryId AsyncOperationId DataLakeFolderId PublisherId
SolutionId SolutionComponentId CustomControlId CustomControlResourceId WebResourceId ConnectorId FormId WorkflowId
EnvironmentVariableDefinitionId EnvironmentVariableValueId ImportJobId StageSolutionUploadId
CreatedOn CreatedBy CreatedOnBehalfBy ModifiedOn ModifiedBy ModifiedOnBehalfBy OverriddenCreatedOn
ImportSequenceNumber TimeZoneRuleVersionNumber UTCConversionTimeZoneCode VersionNumber OwnerId OwningBusinessUnit
OwningUser OwningTeam Merged MasterId
FullName FirstName MiddleName LastName NickName Salutation Suffix JobTitle Department EMailAddress EMailAddress1
EMailAddress2 EMailAddress3 Telephone1 Telephone2 MobilePhone Company Fax WebSiteUrl Description BirthDate Anniversary
NumberOfChildren AnnualIncome CreditLimit CreditOnHold GenderCode FamilyStatusCode PreferredContactMethodCode
CustomerTypeCode DoNotEMail DoNotBulkEMail DoNotPhone DoNotPostalMail DoNotSendMM ExternalUserIdentifier EmployeeId
LastUsedInCampaign ParentCustomerId OriginatingLeadId PreferredSystemUserId
Address1_Name Address1_Line1 Address1_Line2 Address1_Line3 Address1_City Address1_County Address1_StateOrProvince
Address1_PostalCode Address1_Country Address1_Telephone1 Address1_Latitude Address1_Longitude
Address2_Name Address2_Line1 Address2_Line2 Address2_Line3 Address2_City Address2_County Address2_StateOrProvince
Address2_PostalCode Address2_Country Address2_Telephone1 Address2_Latitude Address2_Longitude
Subject CompanyName Revenue NumberOfEmployees IndustryCode LeadSourceCode LeadQualityCode ParentContactId
ParentAccountId CustomerId Name AccountNumber TickerSymbol AccountCategoryCode PrimaryContactId
ListName CreatedFromCode Type LockStatus Query Purpose Source Cost LastUsedOn EntityId
LanguageCode BaseCurrencySymbol BaseCurrencyId DateFormatString MaxUploadFileSize
CurrencyName ISOCurrencyCode CurrencySymbol CurrencyPrecision ExchangeRate
DivisionName IsDisabled ParentBusinessUnitId DomainName InternalEMailAddress AzureActiveDirectoryObjectId
ApplicationId Title AccessMode IsDefault TeamType AdministratorId
ReturnedTypeCode FetchXml LayoutXml ColumnSetXml QueryType IsQuickFindQuery
OperationType MessageName FriendlyMessage Message ErrorCode Data StartedOn CompletedOn CorrelationId Path
UniqueName FriendlyName CustomizationPrefix CustomizationOptionValuePrefix IsReadonly Version InstalledOn IsManaged
IsVisible ObjectId ComponentType RootComponentBehavior Manifest CompatibleDataTypes DisplayName Content
WebResourceType ObjectTypeCode FormXml FormActivationState Category PrimaryEntity ClientData SchemaName DefaultValue
Value SolutionName Progress
`;

const byLogicalName = new Map(
  spellings
    .trim()
    .split(/\s+/)
    .map((spelling) => [spelling.toLowerCase(), spelling]),
);

/** The schema name of a table or column; a custom one's is its logical name here. */
export function schemaName(logicalName: string): string {
  return byLogicalName.get(logicalName) ?? logicalName;
}

/** Schema name of a table's rows together, e.g. `SystemUsers`. */
export function collectionSchemaName(logicalName: string, entitySetName: string): string {
  const schema = schemaName(logicalName);
  const isLonger = entitySetName.startsWith(logicalName);
  return isLonger ? schema + entitySetName.slice(logicalName.length) : `${schema.slice(0, -1)}ies`;
}
